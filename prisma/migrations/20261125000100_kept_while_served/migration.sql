-- A kept answer is locked against its deletion while it is being served: deleting a run locks its row first, so either the deletion
-- finds whoever was served, and leaves the files, or the look finds nothing. Endings and erasures change no key, so nobody who has
-- the wallet locked waits for this.
DO $$
DECLARE v_before text := pg_get_functiondef('run_begin'::regproc); v_after text;
BEGIN
  v_after := replace(v_before, 'SELECT * INTO v_source FROM runs WHERE id = v_found AND deleted_at IS NULL;',
    'SELECT * INTO v_source FROM runs WHERE id = v_found AND deleted_at IS NULL FOR KEY SHARE;');
  IF v_after = v_before THEN RAISE EXCEPTION 'run_begin is not the one this change is for'; END IF;
  EXECUTE v_after;
END $$;

-- Gives back to the very lots of a hold what it took between p_from and p_to, counted in burn order.
CREATE OR REPLACE FUNCTION ledger_restore(p_hold uuid, p_from bigint, p_to bigint, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_part record; v_give bigint; v_given bigint := 0; v_refund boolean;
BEGIN
  SELECT refunded_micro > 0 INTO v_refund FROM credit_holds WHERE id = p_hold;
  FOR v_part IN
    SELECT lot_id, sum(amount_micro) OVER (ORDER BY seq) AS ends, amount_micro FROM credit_hold_lots WHERE hold_id = p_hold ORDER BY seq
  LOOP
    v_give := least(v_part.ends, p_to) - greatest(v_part.ends - v_part.amount_micro, p_from);
    CONTINUE WHEN v_give <= 0;
    UPDATE credit_lots SET remaining_micro = remaining_micro + v_give,
      -- A lot is given one grace by holds that return, also where one reaches beyond its end: holding and cancelling must not keep
      -- credits alive for ever. A refund is not for its payer to bring about; whatever it returns can be spent.
      grace_until = CASE WHEN greatest(expires_at, grace_until) <= p_now AND (grace_until IS NULL OR v_refund)
        THEN p_now + interval '7 days' ELSE grace_until END
      WHERE id = v_part.lot_id;
    v_given := v_given + v_give;
  END LOOP;
  IF v_given <> p_to - p_from THEN
    RAISE EXCEPTION 'hold % took less than it gives back', p_hold USING ERRCODE = 'data_corrupted';
  END IF;
END $$;
