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

-- Gives back to the very lots of a hold what it took between p_from and p_to, counted in burn order. p_by_payer: its payer ended it.
DROP FUNCTION ledger_restore(uuid, bigint, bigint, timestamptz);
CREATE FUNCTION ledger_restore(p_hold uuid, p_from bigint, p_to bigint, p_now timestamptz, p_by_payer boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE v_part record; v_give bigint; v_given bigint := 0;
BEGIN
  FOR v_part IN
    SELECT lot_id, sum(amount_micro) OVER (ORDER BY seq) AS ends, amount_micro FROM credit_hold_lots WHERE hold_id = p_hold ORDER BY seq
  LOOP
    v_give := least(v_part.ends, p_to) - greatest(v_part.ends - v_part.amount_micro, p_from);
    CONTINUE WHEN v_give <= 0;
    UPDATE credit_lots SET remaining_micro = remaining_micro + v_give,
      -- Whoever cancels gets one grace for a lot, also where a hold reaches beyond its end: holding and cancelling must not keep credits
      -- alive for ever. Whatever a failure or a refund returns can be spent: nobody pays for what did not come.
      grace_until = CASE WHEN greatest(expires_at, grace_until) <= p_now AND (grace_until IS NULL OR NOT p_by_payer)
        THEN p_now + interval '7 days' ELSE grace_until END
      WHERE id = v_part.lot_id;
    v_given := v_given + v_give;
  END LOOP;
  IF v_given <> p_to - p_from THEN
    RAISE EXCEPTION 'hold % took less than it gives back', p_hold USING ERRCODE = 'data_corrupted';
  END IF;
END $$;

DO $$
DECLARE v_before text := pg_get_functiondef('ledger_settle'::regproc); v_after text;
BEGIN
  v_after := replace(v_before, 'PERFORM ledger_restore(p_hold, p_capture, v_hold.amount_micro, p_now);',
    'PERFORM ledger_restore(p_hold, p_capture, v_hold.amount_micro, p_now, p_reason IS NOT DISTINCT FROM ''cancelled'');');
  IF v_after = v_before THEN RAISE EXCEPTION 'ledger_settle is not the one this change is for'; END IF;
  EXECUTE v_after;
END $$;
