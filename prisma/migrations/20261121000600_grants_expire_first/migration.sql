-- What a grant answers as available must not count lots that have expired since the last sweep.

-- Gives credits from a platform account, once per (external source, external id); debt is paid first.
-- outcome: 'granted' | 'repeated' | 'unknown_user'.
CREATE OR REPLACE FUNCTION ledger_grant(
  p_user uuid, p_source text, p_amount bigint, p_expires_at timestamptz, p_kind text, p_ref_type text, p_ref_id text,
  p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_earlier record; v_debt bigint; v_free bigint; v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a grant needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  IF p_expires_at <= p_now THEN
    RAISE EXCEPTION 'a grant cannot be expired already' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  IF ledger_expire_lots(p_user, p_now) > 0 THEN
    SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user;
  END IF;
  v_tx := ledger_open(p_kind, p_user, p_ref_type, p_ref_id, p_reason, p_ext_source, p_ext_id, p_now);
  IF v_tx IS NULL THEN
    SELECT t.id, t.user_id INTO v_earlier FROM ledger_transactions t
      WHERE t.external_source = p_ext_source AND t.external_id = p_ext_id;
    RETURN jsonb_build_object('outcome', 'repeated', 'transactionId', v_earlier.id::text,
      'sameUser', v_earlier.user_id = p_user, 'available', v_wallet.available_micro::text);
  END IF;

  v_debt := least(v_wallet.debt_micro, p_amount);
  v_free := p_amount - v_debt;
  UPDATE credit_wallets SET available_micro = available_micro + v_free, debt_micro = debt_micro - v_debt
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  PERFORM ledger_write(v_tx, p_user, p_now,
    ARRAY['platform:' || p_source, 'user:debt', 'user:available'], ARRAY[-p_amount, v_debt, v_free],
    ARRAY[NULL, -v_wallet.debt_micro, v_wallet.available_micro]);
  IF v_free > 0 THEN
    INSERT INTO credit_lots (user_id, source, granted_micro, remaining_micro, expires_at, created_at)
    VALUES (p_user, p_source, v_free, v_free, p_expires_at, p_now)
    ON CONFLICT ON CONSTRAINT credit_lots_identity_key DO UPDATE
      SET granted_micro = credit_lots.granted_micro + excluded.granted_micro,
          remaining_micro = credit_lots.remaining_micro + excluded.remaining_micro;
  END IF;
  RETURN jsonb_build_object('outcome', 'granted', 'transactionId', v_tx::text, 'paidDebt', v_debt::text,
    'available', v_wallet.available_micro::text);
END $$;
