-- The ledger. Amounts are BIGINT microcredits (1 credit = 1,000,000).
-- Lock order, everywhere: the idempotency key, the user's wallet row, hold rows, lot rows. Whoever writes holds, lots or
-- entries of a user has that user's wallet row locked, so one user's movements are strictly one after the other.

CREATE TABLE credit_wallets (
  user_id         uuid PRIMARY KEY REFERENCES users (id),
  available_micro bigint NOT NULL DEFAULT 0,
  held_micro      bigint NOT NULL DEFAULT 0,
  debt_micro      bigint NOT NULL DEFAULT 0,
  CONSTRAINT credit_wallets_available_check CHECK (available_micro >= 0),
  CONSTRAINT credit_wallets_held_check CHECK (held_micro >= 0),
  CONSTRAINT credit_wallets_debt_check CHECK (debt_micro >= 0)
) WITH (fillfactor = 70);

CREATE TABLE ledger_transactions (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind            text NOT NULL,
  user_id         uuid REFERENCES users (id),
  ref_type        text NOT NULL,
  ref_id          text NOT NULL,
  external_source text,
  external_id     text,
  reason          text,
  created_at      timestamptz NOT NULL,
  CONSTRAINT ledger_transactions_kind_check CHECK
    (kind IN ('grant', 'hold', 'settle', 'release', 'expire', 'adjust', 'clawback', 'refund', 'royalty')),
  CONSTRAINT ledger_transactions_external_check CHECK ((external_source IS NULL) = (external_id IS NULL))
);
-- What came from outside pays once, whoever repeats it.
CREATE UNIQUE INDEX ledger_transactions_external_key ON ledger_transactions (external_source, external_id)
  WHERE external_source IS NOT NULL;
CREATE INDEX ledger_transactions_ref_idx ON ledger_transactions (ref_type, ref_id);

-- balance_after_micro: the account's balance right behind this entry; null on platform accounts,
-- which are insert-only and summed, so that users never wait for each other.
CREATE TABLE ledger_entries (
  transaction_id      bigint NOT NULL REFERENCES ledger_transactions (id),
  seq                 smallint NOT NULL,
  account             text NOT NULL,
  user_id             uuid REFERENCES users (id),
  amount_micro        bigint NOT NULL,
  balance_after_micro bigint,
  created_at          timestamptz NOT NULL,
  PRIMARY KEY (transaction_id, seq),
  CONSTRAINT ledger_entries_amount_check CHECK (amount_micro <> 0),
  CONSTRAINT ledger_entries_account_check CHECK (account IN (
    'user:available', 'user:held', 'user:debt',
    'platform:ad', 'platform:daily', 'platform:streak', 'platform:referral', 'platform:bonus', 'platform:offer',
    'platform:royalty', 'platform:purchase', 'platform:subscription', 'platform:admin',
    'platform:revenue', 'platform:breakage', 'platform:clawback')),
  CONSTRAINT ledger_entries_owner_check CHECK ((account LIKE 'user:%') = (user_id IS NOT NULL)),
  CONSTRAINT ledger_entries_balance_check CHECK ((balance_after_micro IS NOT NULL) = (user_id IS NOT NULL))
);
CREATE INDEX ledger_entries_statement_idx ON ledger_entries (user_id, account, transaction_id DESC, seq DESC)
  WHERE user_id IS NOT NULL;
CREATE INDEX ledger_entries_platform_idx ON ledger_entries (account, created_at) WHERE user_id IS NULL;

-- Credits sit in lots; what one source grants with one expiry shares a lot.
CREATE TABLE credit_lots (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id         uuid NOT NULL REFERENCES users (id),
  source          text NOT NULL,
  bought          boolean GENERATED ALWAYS AS (source IN ('purchase', 'subscription')) STORED,
  granted_micro   bigint NOT NULL,
  remaining_micro bigint NOT NULL,
  expires_at      timestamptz,
  -- set when a release meets a lot that expired meanwhile: it lives on until then
  grace_until     timestamptz,
  created_at      timestamptz NOT NULL,
  CONSTRAINT credit_lots_identity_key UNIQUE NULLS NOT DISTINCT (user_id, source, expires_at),
  CONSTRAINT credit_lots_source_check CHECK (source IN ('ad', 'daily', 'streak', 'referral', 'bonus', 'offer',
    'royalty', 'purchase', 'subscription', 'admin')),
  CONSTRAINT credit_lots_granted_check CHECK (granted_micro > 0),
  CONSTRAINT credit_lots_remaining_check CHECK (remaining_micro BETWEEN 0 AND granted_micro)
) WITH (fillfactor = 70);
CREATE INDEX credit_lots_spendable_idx ON credit_lots (user_id) WHERE remaining_micro > 0;
CREATE INDEX credit_lots_expiry_idx ON credit_lots (expires_at) WHERE remaining_micro > 0 AND expires_at IS NOT NULL;

CREATE TABLE credit_holds (
  id             uuid PRIMARY KEY,
  user_id        uuid NOT NULL REFERENCES users (id),
  amount_micro   bigint NOT NULL,
  captured_micro bigint NOT NULL DEFAULT 0,
  state          text NOT NULL DEFAULT 'open',
  reason         text,
  ref_type       text NOT NULL,
  ref_id         text NOT NULL,
  owner          uuid NOT NULL,
  deadline_at    timestamptz NOT NULL,
  created_at     timestamptz NOT NULL,
  ended_at       timestamptz,
  CONSTRAINT credit_holds_ref_key UNIQUE (ref_type, ref_id),
  CONSTRAINT credit_holds_amount_check CHECK (amount_micro > 0),
  CONSTRAINT credit_holds_captured_check CHECK (captured_micro BETWEEN 0 AND amount_micro),
  CONSTRAINT credit_holds_state_check CHECK (state IN ('open', 'captured', 'released', 'expired')),
  CONSTRAINT credit_holds_ended_check CHECK ((state = 'open') = (ended_at IS NULL)),
  CONSTRAINT credit_holds_capture_state_check CHECK ((captured_micro > 0) = (state = 'captured'))
) WITH (fillfactor = 70);
CREATE INDEX credit_holds_open_idx ON credit_holds (deadline_at) WHERE state = 'open';
CREATE INDEX credit_holds_open_user_idx ON credit_holds (user_id) WHERE state = 'open';

-- Which lots a hold took from, in burn order.
CREATE TABLE credit_hold_lots (
  hold_id      uuid NOT NULL REFERENCES credit_holds (id),
  seq          smallint NOT NULL,
  lot_id       bigint NOT NULL REFERENCES credit_lots (id),
  amount_micro bigint NOT NULL,
  PRIMARY KEY (hold_id, seq),
  CONSTRAINT credit_hold_lots_lot_key UNIQUE (hold_id, lot_id),
  CONSTRAINT credit_hold_lots_amount_check CHECK (amount_micro > 0)
);

CREATE TABLE idempotency_keys (
  scope        text NOT NULL,
  key          text NOT NULL,
  request_hash text NOT NULL,
  status       smallint NOT NULL,
  result       jsonb NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  PRIMARY KEY (scope, key),
  CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255)
);
CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);

-- Append-only, and balanced per transaction, by the database itself.
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger rows are append-only (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transactions_no_truncate BEFORE TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- All entries of a transaction come in one INSERT, start at seq 1, and sum to zero.
CREATE FUNCTION ledger_check_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_entries GROUP BY transaction_id
             HAVING sum(amount_micro) <> 0 OR min(seq) <> 1 OR max(seq) <> count(*)) THEN
    RAISE EXCEPTION 'ledger transaction is not balanced' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entries_balanced AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_balanced();

-- Opens one transaction and returns its id; null when its external id has been posted before, whoever is racing for it.
-- The caller holds the wallet lock, so ids grow in posting order for each user.
CREATE FUNCTION ledger_open(
  p_kind text, p_user uuid, p_ref_type text, p_ref_id text, p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, external_source, external_id, reason, created_at)
  VALUES (p_kind, p_user, p_ref_type, p_ref_id, p_ext_source, p_ext_id, p_reason, p_now)
  ON CONFLICT (external_source, external_id) WHERE external_source IS NOT NULL DO NOTHING
  RETURNING id
$$;

-- Writes the entries of an opened transaction, leaving out those of zero.
CREATE FUNCTION ledger_write(
  p_transaction bigint, p_user uuid, p_now timestamptz, p_accounts text[], p_amounts bigint[], p_balances bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
  SELECT p_transaction, row_number() OVER (ORDER BY e.n), e.account, CASE WHEN e.account LIKE 'user:%' THEN p_user END,
         e.amount, CASE WHEN e.account LIKE 'user:%' THEN e.balance END, p_now
  FROM unnest(p_accounts, p_amounts, p_balances) WITH ORDINALITY AS e (account, amount, balance, n)
  WHERE e.amount <> 0;
END $$;

-- Opens and writes a transaction that has no external id.
CREATE FUNCTION ledger_post(
  p_kind text, p_user uuid, p_ref_type text, p_ref_id text, p_reason text, p_now timestamptz,
  p_accounts text[], p_amounts bigint[], p_balances bigint[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, reason, created_at)
  VALUES (p_kind, p_user, p_ref_type, p_ref_id, p_reason, p_now)
  RETURNING id INTO v_id;
  PERFORM ledger_write(v_id, p_user, p_now, p_accounts, p_amounts, p_balances);
  RETURN v_id;
END $$;

-- Moves what is left in one user's expired lots to breakage. The caller holds the wallet lock.
CREATE FUNCTION ledger_expire_lots(p_user uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_lot record; v_total bigint := 0; v_available bigint;
BEGIN
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots
    WHERE user_id = p_user AND remaining_micro > 0 AND greatest(expires_at, grace_until) <= p_now
    ORDER BY id FOR UPDATE
  LOOP
    UPDATE credit_lots SET remaining_micro = 0 WHERE id = v_lot.id;
    UPDATE credit_wallets SET available_micro = available_micro - v_lot.remaining_micro
      WHERE user_id = p_user RETURNING available_micro INTO v_available;
    PERFORM ledger_post('expire', p_user, 'lot', v_lot.id::text, 'expired', p_now,
      ARRAY['user:available', 'platform:breakage'], ARRAY[-v_lot.remaining_micro, v_lot.remaining_micro],
      ARRAY[v_available, NULL]);
    v_total := v_total + v_lot.remaining_micro;
  END LOOP;
  RETURN v_total;
END $$;

-- The same for callers without the lock: the hourly sweep, one user a transaction.
CREATE FUNCTION ledger_expire_user(p_user uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  RETURN ledger_expire_lots(p_user, p_now);
END $$;

-- Holds credits for something that may still fail, once per reference.
-- outcome: 'held' | 'insufficient' | 'repeated' (this reference has its hold) | 'unknown_user'. Amounts come back as text: they may exceed a double.
CREATE FUNCTION ledger_reserve(
  p_user uuid, p_hold uuid, p_amount bigint, p_ref_type text, p_ref_id text,
  p_owner uuid, p_deadline timestamptz, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_lot record; v_left bigint := p_amount; v_take bigint; v_seq smallint := 0;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a hold needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  IF ledger_expire_lots(p_user, p_now) > 0 THEN
    SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user;
  END IF;
  IF v_wallet.available_micro < p_amount THEN
    RETURN jsonb_build_object('outcome', 'insufficient', 'available', v_wallet.available_micro::text,
      'held', v_wallet.held_micro::text, 'debt', v_wallet.debt_micro::text);
  END IF;

  INSERT INTO credit_holds (id, user_id, amount_micro, ref_type, ref_id, owner, deadline_at, created_at)
    VALUES (p_hold, p_user, p_amount, p_ref_type, p_ref_id, p_owner, p_deadline, p_now)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcome', 'repeated', 'available', v_wallet.available_micro::text,
      'held', v_wallet.held_micro::text, 'debt', v_wallet.debt_micro::text);
  END IF;
  UPDATE credit_wallets SET available_micro = available_micro - p_amount, held_micro = held_micro + p_amount
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots
    WHERE user_id = p_user AND remaining_micro > 0
    ORDER BY bought, coalesce(greatest(expires_at, grace_until), 'infinity'), id FOR UPDATE
  LOOP
    v_take := least(v_left, v_lot.remaining_micro);
    v_seq := v_seq + 1;
    UPDATE credit_lots SET remaining_micro = remaining_micro - v_take WHERE id = v_lot.id;
    INSERT INTO credit_hold_lots (hold_id, seq, lot_id, amount_micro) VALUES (p_hold, v_seq, v_lot.id, v_take);
    v_left := v_left - v_take;
    EXIT WHEN v_left = 0;
  END LOOP;
  IF v_left > 0 THEN
    RAISE EXCEPTION 'lots of user % hold less than the wallet', p_user USING ERRCODE = 'data_corrupted';
  END IF;
  PERFORM ledger_post('hold', p_user, p_ref_type, p_ref_id, NULL, p_now,
    ARRAY['user:available', 'user:held'], ARRAY[-p_amount, p_amount],
    ARRAY[v_wallet.available_micro, v_wallet.held_micro]);
  RETURN jsonb_build_object('outcome', 'held', 'available', v_wallet.available_micro::text,
    'held', v_wallet.held_micro::text, 'debt', v_wallet.debt_micro::text);
END $$;

-- Ends a hold exactly once: captures p_capture, returns the rest to the very lots it came from.
-- p_end_state names a hold that captured nothing: 'released' or 'expired'. With p_user, only that user's hold is known.
-- outcome: 'settled' | 'ended' (somebody was first) | 'unknown_hold' | 'over_capture'.
CREATE FUNCTION ledger_settle(
  p_hold uuid, p_capture bigint, p_end_state text, p_reason text, p_now timestamptz, p_user uuid DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_user uuid; v_hold credit_holds; v_wallet credit_wallets; v_lot record; v_rest bigint; v_back bigint; v_give bigint;
BEGIN
  SELECT user_id INTO v_user FROM credit_holds WHERE id = p_hold;
  IF NOT FOUND OR v_user <> p_user THEN RETURN jsonb_build_object('outcome', 'unknown_hold'); END IF;
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = v_user FOR UPDATE;
  SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold FOR UPDATE;
  IF v_hold.state <> 'open' THEN
    RETURN jsonb_build_object('outcome', 'ended', 'state', v_hold.state, 'captured', v_hold.captured_micro::text,
      'available', v_wallet.available_micro::text);
  END IF;
  IF p_capture IS NULL OR p_capture < 0 OR p_capture > v_hold.amount_micro THEN
    RETURN jsonb_build_object('outcome', 'over_capture', 'amount', v_hold.amount_micro::text);
  END IF;

  v_rest := v_hold.amount_micro - p_capture;
  -- Whatever stayed behind in an expired lot goes first: only what returns to it lives on.
  IF v_rest > 0 THEN PERFORM ledger_expire_lots(v_user, p_now); END IF;
  UPDATE credit_wallets SET available_micro = available_micro + v_rest, held_micro = held_micro - v_hold.amount_micro
    WHERE user_id = v_user RETURNING * INTO v_wallet;
  UPDATE credit_holds SET captured_micro = p_capture, reason = p_reason, ended_at = p_now,
    state = CASE WHEN p_capture > 0 THEN 'captured' ELSE p_end_state END WHERE id = p_hold;
  v_back := v_rest;
  -- The capture burns in burn order, so the rest returns from the end.
  FOR v_lot IN SELECT lot_id, amount_micro FROM credit_hold_lots WHERE hold_id = p_hold AND v_back > 0 ORDER BY seq DESC
  LOOP
    EXIT WHEN v_back = 0;
    v_give := least(v_back, v_lot.amount_micro);
    UPDATE credit_lots SET remaining_micro = remaining_micro + v_give,
      -- A lot within its grace is not given another: holding and cancelling must not keep credits alive for ever.
      grace_until = CASE WHEN greatest(expires_at, grace_until) <= p_now THEN p_now + interval '7 days' ELSE grace_until END
      WHERE id = v_lot.lot_id;
    v_back := v_back - v_give;
  END LOOP;
  PERFORM ledger_post(CASE WHEN p_capture > 0 THEN 'settle' ELSE 'release' END, v_user, v_hold.ref_type, v_hold.ref_id,
    p_reason, p_now,
    ARRAY['user:held', 'platform:revenue', 'user:available'], ARRAY[-v_hold.amount_micro, p_capture, v_rest],
    ARRAY[v_wallet.held_micro, NULL, v_wallet.available_micro]);
  RETURN jsonb_build_object('outcome', 'settled', 'captured', p_capture::text, 'released', v_rest::text,
    'available', v_wallet.available_micro::text, 'held', v_wallet.held_micro::text);
END $$;

-- Gives credits from a platform account, once per (external source, external id); debt is paid first.
-- outcome: 'granted' | 'repeated' | 'unknown_user'.
CREATE FUNCTION ledger_grant(
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

-- Takes credits back to a platform account in burn order. With p_allow_debt the part that is not there becomes debt,
-- else it is refused. outcome: 'taken' | 'insufficient' | 'repeated' | 'unknown_user'.
CREATE FUNCTION ledger_take(
  p_user uuid, p_amount bigint, p_kind text, p_account text, p_allow_debt boolean, p_ref_type text, p_ref_id text,
  p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_earlier record; v_lot record; v_taken bigint; v_left bigint; v_take bigint; v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a debit needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  SELECT t.id, t.user_id INTO v_earlier FROM ledger_transactions t
    WHERE t.external_source = p_ext_source AND t.external_id = p_ext_id;
  IF FOUND THEN
    RETURN jsonb_build_object('outcome', 'repeated', 'transactionId', v_earlier.id::text,
      'sameUser', v_earlier.user_id = p_user, 'available', v_wallet.available_micro::text);
  END IF;
  PERFORM ledger_expire_lots(p_user, p_now);
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user;
  v_taken := least(v_wallet.available_micro, p_amount);
  IF v_taken < p_amount AND NOT p_allow_debt THEN
    RETURN jsonb_build_object('outcome', 'insufficient', 'available', v_wallet.available_micro::text,
      'held', v_wallet.held_micro::text, 'debt', v_wallet.debt_micro::text);
  END IF;

  v_tx := ledger_open(p_kind, p_user, p_ref_type, p_ref_id, p_reason, p_ext_source, p_ext_id, p_now);
  IF v_tx IS NULL THEN
    -- Only another user's call can have come between: this user's wait for the wallet.
    RETURN jsonb_build_object('outcome', 'repeated', 'sameUser', false, 'available', v_wallet.available_micro::text);
  END IF;
  UPDATE credit_wallets SET available_micro = available_micro - v_taken, debt_micro = debt_micro + (p_amount - v_taken)
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  v_left := v_taken;
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots WHERE user_id = p_user AND remaining_micro > 0
    ORDER BY bought, coalesce(greatest(expires_at, grace_until), 'infinity'), id FOR UPDATE
  LOOP
    EXIT WHEN v_left = 0;
    v_take := least(v_left, v_lot.remaining_micro);
    UPDATE credit_lots SET remaining_micro = remaining_micro - v_take WHERE id = v_lot.id;
    v_left := v_left - v_take;
  END LOOP;
  IF v_left > 0 THEN
    RAISE EXCEPTION 'lots of user % hold less than the wallet', p_user USING ERRCODE = 'data_corrupted';
  END IF;
  PERFORM ledger_write(v_tx, p_user, p_now,
    ARRAY['user:available', 'user:debt', p_account], ARRAY[-v_taken, -(p_amount - v_taken), p_amount],
    ARRAY[v_wallet.available_micro, -v_wallet.debt_micro, NULL]);
  RETURN jsonb_build_object('outcome', 'taken', 'transactionId', v_tx::text, 'debt', v_wallet.debt_micro::text,
    'available', v_wallet.available_micro::text);
END $$;
