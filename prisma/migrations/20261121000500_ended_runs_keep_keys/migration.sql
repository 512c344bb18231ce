-- A sweep that comes too late for a run must leave its idempotency record: without it the same key would run, and pay, twice.

-- Ends a run exactly once: settles its hold, stores its result and its files in one round trip.
-- p_files: [{id, mediaType, bytes, width?, height?, sha256, storageKey}]. p_forget_key removes the idempotency record:
-- some answers leave none, so that the same key may try again.
-- outcome: 'finished' | 'ended' (a sweep or another ending was first; nothing is charged now).
CREATE OR REPLACE FUNCTION run_finish(
  p_run uuid, p_status text, p_output jsonb, p_provider text, p_model text, p_attempts jsonb, p_usage jsonb,
  p_capture bigint, p_end_state text, p_reason text, p_error_code text, p_now timestamptz,
  p_files jsonb DEFAULT NULL, p_forget_key boolean DEFAULT false
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_settled jsonb; v_record record;
BEGIN
  -- The record is locked before the wallet, as everywhere; it is removed only by the call that really ends the run.
  IF p_forget_key THEN
    SELECT k.scope, k.key INTO v_record FROM idempotency_keys k JOIN runs r
      ON k.scope = r.requested #>> '{idempotency,scope}' AND k.key = r.requested #>> '{idempotency,key}'
      WHERE r.id = p_run AND k.result ->> 'runId' = p_run::text FOR UPDATE OF k;
  END IF;
  v_settled := ledger_settle(p_run, p_capture, p_end_state, p_reason, p_now);
  IF v_settled ->> 'outcome' = 'ended' THEN
    -- Whoever ended the hold alone left the run behind; it ends as the hold did.
    UPDATE runs SET status = 'failed', charged_micro = (v_settled ->> 'captured')::bigint,
        refunded_micro = quoted_micro - (v_settled ->> 'captured')::bigint, reason = 'interrupted', finished_at = p_now
      WHERE id = p_run AND status = 'running';
    RETURN v_settled;
  ELSIF v_settled ->> 'outcome' <> 'settled' THEN
    RAISE EXCEPTION 'run % cannot end: %', p_run, v_settled USING ERRCODE = 'data_corrupted';
  END IF;
  UPDATE runs SET status = p_status, output = coalesce(p_output, output), provider = coalesce(p_provider, provider),
      model = coalesce(p_model, model), attempts = coalesce(p_attempts, attempts), usage = coalesce(p_usage, usage),
      charged_micro = p_capture, refunded_micro = quoted_micro - p_capture, reason = p_reason, error_code = p_error_code,
      finished_at = p_now
    WHERE id = p_run AND status = 'running';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % ended without its hold', p_run USING ERRCODE = 'data_corrupted';
  END IF;
  IF p_forget_key THEN
    DELETE FROM idempotency_keys WHERE scope = v_record.scope AND key = v_record.key;
  END IF;
  IF p_files IS NOT NULL THEN
    INSERT INTO files (id, user_id, run_id, media_type, bytes, width, height, sha256, storage_key, created_at)
    SELECT f.id, r.user_id, p_run, f."mediaType", f.bytes, f.width, f.height, f.sha256, f."storageKey", p_now
      FROM runs r, jsonb_to_recordset(p_files) AS f (
        id uuid, "mediaType" text, bytes bigint, width integer, height integer, sha256 text, "storageKey" text)
      WHERE r.id = p_run;
  END IF;
  RETURN v_settled || jsonb_build_object('outcome', 'finished');
END $$;
