-- What an operator gives back of a run is also given back of the row of a batch that it was for: figures and the result table are
-- counted from the rows.
CREATE OR REPLACE FUNCTION run_refund(
  p_run uuid, p_amount bigint, p_code text, p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_answer jsonb; v_batch uuid; v_back bigint;
BEGIN
  v_answer := ledger_refund(p_run, p_amount, p_reason, p_ext_source, p_ext_id, p_now);
  IF v_answer ->> 'outcome' = 'refunded' THEN
    v_back := (v_answer ->> 'refunded')::bigint;
    UPDATE runs SET charged_micro = charged_micro - v_back, refunded_micro = refunded_micro + v_back, reason = p_code
      WHERE id = p_run RETURNING batch_id INTO v_batch;
    IF v_batch IS NOT NULL THEN
      UPDATE batch_rows SET charged_micro = charged_micro - v_back, refunded_micro = refunded_micro + v_back, reason = p_code
        WHERE batch_id = v_batch AND run_id = p_run AND charged_micro >= v_back;
    END IF;
  END IF;
  RETURN v_answer;
END $$;
