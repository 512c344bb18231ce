-- The credit engine: hashed inputs, refunds after a capture, royalties, prices and costs of runs, results of reconciliation.

-- The hash of what was asked under an external id: the same id with another input is not a repeat.
ALTER TABLE ledger_transactions ADD COLUMN input_hash text;
ALTER TABLE ledger_transactions ADD CONSTRAINT ledger_transactions_hash_check CHECK
  (input_hash IS NULL OR external_source IS NOT NULL);

-- platform:royalty-payable is what authors have earned and not collected yet.
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_account_check;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_account_check CHECK (account IN (
  'user:available', 'user:held', 'user:debt',
  'platform:ad', 'platform:daily', 'platform:streak', 'platform:referral', 'platform:bonus', 'platform:offer',
  'platform:royalty', 'platform:royalty-payable', 'platform:purchase', 'platform:subscription', 'platform:admin',
  'platform:revenue', 'platform:breakage', 'platform:clawback'));

ALTER TABLE credit_holds ADD COLUMN refunded_micro bigint NOT NULL DEFAULT 0;
ALTER TABLE credit_holds ADD CONSTRAINT credit_holds_refunded_check CHECK (refunded_micro BETWEEN 0 AND captured_micro);

-- One use of somebody's prompt, once per hold. Written beside the capture without touching the author's wallet, so that
-- people who use one prompt never wait for each other; collected into the author's lots by whoever has that wallet locked.
-- Lock order: wallets by user id, holds, lots, then these.
CREATE TABLE royalty_accruals (
  hold_id        uuid PRIMARY KEY REFERENCES credit_holds (id),
  author_id      uuid NOT NULL REFERENCES users (id),
  ref_type       text NOT NULL,
  ref_id         text NOT NULL,
  rate_ppm       integer NOT NULL,
  -- what is left of it after refunds of the use
  amount_micro   bigint NOT NULL,
  state          text NOT NULL DEFAULT 'accrued',
  expires_at     timestamptz,
  transaction_id bigint REFERENCES ledger_transactions (id),
  created_at     timestamptz NOT NULL,
  CONSTRAINT royalty_accruals_rate_check CHECK (rate_ppm BETWEEN 1 AND 500000),
  CONSTRAINT royalty_accruals_amount_check CHECK (amount_micro >= 0),
  CONSTRAINT royalty_accruals_state_check CHECK (state IN ('accrued', 'collected', 'reversed')),
  CONSTRAINT royalty_accruals_collected_check CHECK ((state = 'collected') = (transaction_id IS NOT NULL)),
  CONSTRAINT royalty_accruals_reversed_check CHECK (state <> 'reversed' OR amount_micro = 0)
);
CREATE INDEX royalty_accruals_due_idx ON royalty_accruals (author_id) WHERE state = 'accrued';
CREATE INDEX royalty_accruals_transaction_idx ON royalty_accruals (transaction_id) WHERE transaction_id IS NOT NULL;

-- How a run was priced, for its receipt, and what the provider charges us for it, in billionths of a US dollar.
ALTER TABLE runs ADD COLUMN pricing jsonb NOT NULL DEFAULT '{}';
ALTER TABLE runs ADD COLUMN cost_nano_usd bigint;
ALTER TABLE runs ADD CONSTRAINT runs_cost_check CHECK (cost_nano_usd >= 0);
CREATE INDEX runs_moderated_idx ON runs (user_id, finished_at) WHERE error_code = 'moderated';

-- What each reconciliation found.
CREATE TABLE ledger_checks (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at  timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  ok          boolean NOT NULL,
  report      jsonb NOT NULL,
  CONSTRAINT ledger_checks_time_check CHECK (finished_at >= started_at)
);

-- The hash chain of transactions, closed day by day (UTC). A link's hash covers the link before it and everything its
-- transaction and entries say. A transaction that was committed after its day had been closed is linked by the next close.
CREATE TABLE ledger_days (
  day          date PRIMARY KEY,
  transactions bigint NOT NULL,
  first_id     bigint,
  last_id      bigint,
  opening_hash bytea NOT NULL,
  closing_hash bytea NOT NULL,
  closed_at    timestamptz NOT NULL,
  CONSTRAINT ledger_days_count_check CHECK ((transactions > 0) = (first_id IS NOT NULL) AND (first_id IS NULL) = (last_id IS NULL)),
  CONSTRAINT ledger_days_hash_check CHECK (length(opening_hash) = 32 AND length(closing_hash) = 32)
);
CREATE TABLE ledger_links (
  day            date NOT NULL REFERENCES ledger_days (day) DEFERRABLE INITIALLY DEFERRED,
  seq            bigint NOT NULL,
  transaction_id bigint NOT NULL REFERENCES ledger_transactions (id),
  hash           bytea NOT NULL,
  PRIMARY KEY (day, seq),
  CONSTRAINT ledger_links_transaction_key UNIQUE (transaction_id),
  CONSTRAINT ledger_links_seq_check CHECK (seq >= 1),
  CONSTRAINT ledger_links_hash_check CHECK (length(hash) = 32)
);
CREATE TRIGGER ledger_days_append_only BEFORE UPDATE OR DELETE ON ledger_days
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_days_no_truncate BEFORE TRUNCATE ON ledger_days
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_links_append_only BEFORE UPDATE OR DELETE ON ledger_links
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_links_no_truncate BEFORE TRUNCATE ON ledger_links
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Indexes over what a balance is would make every movement rewrite all of a lot's index entries; whether anything is left
-- changes seldom.
ALTER TABLE credit_lots ADD COLUMN spendable boolean GENERATED ALWAYS AS (remaining_micro > 0) STORED;
DROP INDEX credit_lots_spendable_idx;
DROP INDEX credit_lots_expiry_idx;
CREATE INDEX credit_lots_spendable_idx ON credit_lots (user_id) WHERE spendable;
CREATE INDEX credit_lots_expiry_idx ON credit_lots (expires_at) WHERE spendable AND expires_at IS NOT NULL;

-- What nothing reads: the verifier asks for a user's open holds all at once, and a hold takes from each lot once by its making.
DROP INDEX credit_holds_open_user_idx;
ALTER TABLE credit_hold_lots DROP CONSTRAINT credit_hold_lots_lot_key;
-- An entry's user is its transaction's user, which has the reference; checking it once more for each entry is a lock and a
-- look-up more. The verifier compares the two.
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_user_id_fkey;

-- What was earned or came back, in a long statement of spending. A hold and its whole capture write nothing here.
CREATE INDEX ledger_entries_came_idx ON ledger_entries (user_id, transaction_id DESC, seq DESC)
  WHERE account = 'user:available' AND amount_micro > 0;

DROP FUNCTION run_begin, run_finish, ledger_reserve, ledger_settle, ledger_grant, ledger_take, ledger_open;

-- What was asked, as one hash: parts are told apart and null is not ''.
CREATE FUNCTION ledger_hash(VARIADIC p_parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(to_jsonb(p_parts)::text, 'UTF8')), 'hex')
$$;

-- Opens one transaction and returns its id; null when its external id has been posted before, whoever is racing for it.
-- The caller holds the wallet lock, so ids grow in posting order for each user.
CREATE FUNCTION ledger_open(
  p_kind text, p_user uuid, p_ref_type text, p_ref_id text, p_reason text, p_ext_source text, p_ext_id text, p_hash text,
  p_now timestamptz
) RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, external_source, external_id, input_hash, reason, created_at)
  VALUES (p_kind, p_user, p_ref_type, p_ref_id, p_ext_source, p_ext_id, CASE WHEN p_ext_source IS NOT NULL THEN p_hash END,
    p_reason, p_now)
  ON CONFLICT (external_source, external_id) WHERE external_source IS NOT NULL DO NOTHING
  RETURNING id
$$;

-- What an external id was used for before: 'repeated' for the same input, 'mismatch' for another; null when it is new.
CREATE FUNCTION ledger_earlier(p_ext_source text, p_ext_id text, p_user uuid, p_hash text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('transactionId', id::text, 'outcome',
    CASE WHEN user_id = p_user AND coalesce(input_hash, p_hash) = p_hash THEN 'repeated' ELSE 'mismatch' END)
  FROM ledger_transactions WHERE external_source = p_ext_source AND external_id = p_ext_id
$$;

-- Every hot function writes its own entries and its own answer: what they share would cost each call a fifth more.
CREATE FUNCTION ledger_balances(p_wallet credit_wallets) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('available', p_wallet.available_micro::text, 'held', p_wallet.held_micro::text,
    'debt', p_wallet.debt_micro::text)
$$;

-- Moves what is left in one user's expired lots to breakage. The caller holds the wallet lock.
CREATE OR REPLACE FUNCTION ledger_expire_lots(p_user uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_lot record; v_total bigint := 0; v_available bigint;
BEGIN
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots
    WHERE user_id = p_user AND spendable AND greatest(expires_at, grace_until) <= p_now ORDER BY id
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

-- Lots are only ever touched behind the lock of their user's wallet, so they need no lock of their own.
-- Takes from lots: those of p_first (a source; none when null), then free before bought, soonest to expire, oldest.
CREATE FUNCTION ledger_burn(p_user uuid, p_amount bigint, p_first text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_lot record; v_left bigint := p_amount; v_take bigint;
BEGIN
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots WHERE user_id = p_user AND spendable
    ORDER BY (source = p_first) IS NOT TRUE, bought, coalesce(greatest(expires_at, grace_until), 'infinity'), id
  LOOP
    EXIT WHEN v_left = 0;
    v_take := least(v_left, v_lot.remaining_micro);
    UPDATE credit_lots SET remaining_micro = remaining_micro - v_take WHERE id = v_lot.id;
    v_left := v_left - v_take;
  END LOOP;
  IF v_left > 0 THEN
    RAISE EXCEPTION 'lots of user % hold less than the wallet', p_user USING ERRCODE = 'data_corrupted';
  END IF;
END $$;

-- Gives back to the very lots of a hold what it took between p_from and p_to, counted in burn order.
CREATE FUNCTION ledger_restore(p_hold uuid, p_from bigint, p_to bigint, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_part record; v_give bigint; v_given bigint := 0;
BEGIN
  FOR v_part IN
    SELECT lot_id, sum(amount_micro) OVER (ORDER BY seq) AS ends, amount_micro FROM credit_hold_lots WHERE hold_id = p_hold ORDER BY seq
  LOOP
    v_give := least(v_part.ends, p_to) - greatest(v_part.ends - v_part.amount_micro, p_from);
    CONTINUE WHEN v_give <= 0;
    UPDATE credit_lots SET remaining_micro = remaining_micro + v_give,
      -- A lot within its grace is not given another: holding and cancelling must not keep credits alive for ever.
      grace_until = CASE WHEN greatest(expires_at, grace_until) <= p_now THEN p_now + interval '7 days' ELSE grace_until END
      WHERE id = v_part.lot_id;
    v_given := v_given + v_give;
  END LOOP;
  IF v_given <> p_to - p_from THEN
    RAISE EXCEPTION 'hold % took less than it gives back', p_hold USING ERRCODE = 'data_corrupted';
  END IF;
END $$;

CREATE FUNCTION ledger_add_lot(p_user uuid, p_source text, p_amount bigint, p_expires_at timestamptz, p_now timestamptz)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO credit_lots (user_id, source, granted_micro, remaining_micro, expires_at, created_at)
  SELECT p_user, p_source, p_amount, p_amount, p_expires_at, p_now WHERE p_amount > 0
  ON CONFLICT ON CONSTRAINT credit_lots_identity_key DO UPDATE
    SET granted_micro = credit_lots.granted_micro + excluded.granted_micro,
        remaining_micro = credit_lots.remaining_micro + excluded.remaining_micro
$$;

-- Brings an author's accrued royalties into their lots, one transaction for each prompt; debt is paid first.
-- The caller holds the author's wallet lock. Returns the microcredits collected.
CREATE FUNCTION ledger_collect(p_user uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_due record; v_wallet credit_wallets; v_debt bigint; v_tx bigint; v_total bigint := 0;
BEGIN
  FOR v_due IN
    SELECT ref_type, ref_id, expires_at, sum(amount_micro)::bigint AS amount, array_agg(hold_id) AS holds
    FROM (SELECT * FROM royalty_accruals WHERE author_id = p_user AND state = 'accrued' ORDER BY hold_id LIMIT 10000 FOR UPDATE) due
    GROUP BY ref_type, ref_id, expires_at ORDER BY min(created_at), ref_id
  LOOP
    SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user;
    v_debt := least(v_wallet.debt_micro, v_due.amount);
    UPDATE credit_wallets SET available_micro = available_micro + v_due.amount - v_debt, debt_micro = debt_micro - v_debt
      WHERE user_id = p_user RETURNING * INTO v_wallet;
    PERFORM ledger_add_lot(p_user, 'royalty', v_due.amount - v_debt, v_due.expires_at, p_now);
    v_tx := ledger_post('royalty', p_user, v_due.ref_type, v_due.ref_id, NULL, p_now,
      ARRAY['platform:royalty-payable', 'user:debt', 'user:available'], ARRAY[-v_due.amount, v_debt, v_due.amount - v_debt],
      ARRAY[NULL, -v_wallet.debt_micro, v_wallet.available_micro]);
    UPDATE royalty_accruals SET state = 'collected', transaction_id = v_tx WHERE hold_id = ANY (v_due.holds);
    v_total := v_total + v_due.amount;
  END LOOP;
  RETURN v_total;
END $$;

-- The same for callers without the lock: one user a transaction.
CREATE FUNCTION ledger_collect_user(p_user uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  RETURN ledger_collect(p_user, p_now);
END $$;

-- Locks a wallet and brings it up to date: royalties come in, what has expired goes out. Null for an unknown user.
CREATE FUNCTION ledger_wallet(p_user uuid, p_now timestamptz) RETURNS credit_wallets LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets;
BEGIN
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- One look says that there is nothing to do, as nearly always.
  IF EXISTS (SELECT 1 FROM royalty_accruals WHERE author_id = p_user AND state = 'accrued')
     OR EXISTS (SELECT 1 FROM credit_lots WHERE user_id = p_user AND spendable AND greatest(expires_at, grace_until) <= p_now)
  THEN
    PERFORM ledger_collect(p_user, p_now);
    PERFORM ledger_expire_lots(p_user, p_now);
    SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = p_user;
  END IF;
  RETURN v_wallet;
END $$;

-- Holds credits for something that may still fail, once per reference. The hold's id is the key of the call.
-- outcome: 'held' | 'insufficient' | 'repeated' (the same call has its hold) | 'mismatch' (the id or the reference stands
-- for another hold) | 'unknown_user'. Amounts come back as text: they may exceed a double.
CREATE FUNCTION ledger_reserve(
  p_user uuid, p_hold uuid, p_amount bigint, p_ref_type text, p_ref_id text,
  p_owner uuid, p_deadline timestamptz, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_lot record; v_left bigint := p_amount; v_take bigint; v_seq smallint := 0; v_known credit_holds;
  v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a hold needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  v_wallet := ledger_wallet(p_user, p_now);
  IF v_wallet.user_id IS NULL THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  IF v_wallet.available_micro >= p_amount THEN
    INSERT INTO credit_holds (id, user_id, amount_micro, ref_type, ref_id, owner, deadline_at, created_at)
      VALUES (p_hold, p_user, p_amount, p_ref_type, p_ref_id, p_owner, p_deadline, p_now)
      ON CONFLICT DO NOTHING;
  END IF;
  IF v_wallet.available_micro < p_amount OR NOT FOUND THEN
    SELECT * INTO v_known FROM credit_holds WHERE id = p_hold OR (ref_type = p_ref_type AND ref_id = p_ref_id) LIMIT 1;
    RETURN ledger_balances(v_wallet) || jsonb_build_object('outcome', CASE
      WHEN v_known.id IS NULL THEN 'insufficient'
      WHEN v_known.id = p_hold AND v_known.user_id = p_user AND v_known.amount_micro = p_amount
        AND v_known.ref_type = p_ref_type AND v_known.ref_id = p_ref_id THEN 'repeated'
      ELSE 'mismatch' END);
  END IF;

  UPDATE credit_wallets SET available_micro = available_micro - p_amount, held_micro = held_micro + p_amount
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  FOR v_lot IN
    SELECT id, remaining_micro FROM credit_lots
    WHERE user_id = p_user AND spendable
    ORDER BY bought, coalesce(greatest(expires_at, grace_until), 'infinity'), id
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
  INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, created_at)
    VALUES ('hold', p_user, p_ref_type, p_ref_id, p_now) RETURNING id INTO v_tx;
  INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at) VALUES
    (v_tx, 1, 'user:available', p_user, -p_amount, v_wallet.available_micro, p_now),
    (v_tx, 2, 'user:held', p_user, p_amount, v_wallet.held_micro, p_now);
  RETURN jsonb_build_object('outcome', 'held', 'available', v_wallet.available_micro::text,
    'held', v_wallet.held_micro::text, 'debt', v_wallet.debt_micro::text);
END $$;

-- Ends a hold exactly once: captures p_capture, returns the rest to the very lots it came from, and mints the royalty of
-- the capture: {author, ratePpm, refType, refId, expiresAt}, none for one's own. p_end_state names a hold that captured
-- nothing: 'released' or 'expired'. With p_user, only that user's hold is known.
-- outcome: 'settled' | 'repeated' (ended before in this very way) | 'ended' (somebody was first) | 'unknown_hold' | 'over_capture'.
CREATE FUNCTION ledger_settle(
  p_hold uuid, p_capture bigint, p_end_state text, p_reason text, p_now timestamptz, p_user uuid DEFAULT NULL,
  p_royalty jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_user uuid; v_hold credit_holds; v_wallet credit_wallets; v_rest bigint; v_royalty bigint := 0; v_author uuid;
  v_tx bigint;
BEGIN
  SELECT user_id INTO v_user FROM credit_holds WHERE id = p_hold;
  IF NOT FOUND OR v_user <> p_user THEN RETURN jsonb_build_object('outcome', 'unknown_hold'); END IF;
  SELECT * INTO v_wallet FROM credit_wallets WHERE user_id = v_user FOR UPDATE;
  SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
  IF v_hold.state <> 'open' THEN
    RETURN ledger_balances(v_wallet) || jsonb_build_object('state', v_hold.state, 'captured', v_hold.captured_micro::text,
      'released', (v_hold.amount_micro - v_hold.captured_micro)::text, 'outcome', CASE
        WHEN v_hold.captured_micro = p_capture AND v_hold.reason IS NOT DISTINCT FROM p_reason
          AND (p_capture > 0 OR v_hold.state = p_end_state) THEN 'repeated'
        ELSE 'ended' END);
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
  -- The capture burns in burn order, so the rest returns from the end.
  IF v_rest > 0 THEN PERFORM ledger_restore(p_hold, p_capture, v_hold.amount_micro, p_now); END IF;
  IF p_royalty IS NOT NULL THEN
    -- An author who has gone, or is the payer, earns nothing; the run is charged all the same.
    SELECT user_id INTO v_author FROM credit_wallets WHERE user_id = (p_royalty ->> 'author')::uuid AND user_id <> v_user;
    IF FOUND THEN
      v_royalty := floor(p_capture::numeric * (p_royalty ->> 'ratePpm')::integer / 1000000);
    END IF;
  END IF;
  INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, reason, created_at)
    VALUES (CASE WHEN p_capture > 0 THEN 'settle' ELSE 'release' END, v_user, v_hold.ref_type, v_hold.ref_id, p_reason, p_now)
    RETURNING id INTO v_tx;
  IF v_rest = 0 AND v_royalty = 0 THEN
    INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at) VALUES
      (v_tx, 1, 'user:held', v_user, -v_hold.amount_micro, v_wallet.held_micro, p_now),
      (v_tx, 2, 'platform:revenue', NULL, p_capture, NULL, p_now);
  ELSE
    PERFORM ledger_write(v_tx, v_user, p_now,
      ARRAY['user:held', 'platform:revenue', 'user:available', 'platform:royalty', 'platform:royalty-payable'],
      ARRAY[-v_hold.amount_micro, p_capture, v_rest, -v_royalty, v_royalty],
      ARRAY[v_wallet.held_micro, NULL, v_wallet.available_micro, NULL, NULL]);
  END IF;
  IF v_royalty > 0 THEN
    INSERT INTO royalty_accruals (hold_id, author_id, ref_type, ref_id, rate_ppm, amount_micro, expires_at, created_at)
    VALUES (p_hold, v_author, p_royalty ->> 'refType', p_royalty ->> 'refId', (p_royalty ->> 'ratePpm')::integer, v_royalty,
      (p_royalty ->> 'expiresAt')::timestamptz, p_now);
  END IF;
  RETURN jsonb_build_object('outcome', 'settled', 'captured', p_capture::text, 'released', v_rest::text,
    'royalty', v_royalty::text, 'available', v_wallet.available_micro::text, 'held', v_wallet.held_micro::text,
    'debt', v_wallet.debt_micro::text);
END $$;

-- Gives credits from a platform account, once per (external source, external id); debt is paid first.
-- outcome: 'granted' | 'repeated' | 'mismatch' (this external id has paid something else) | 'unknown_user'.
CREATE FUNCTION ledger_grant(
  p_user uuid, p_source text, p_amount bigint, p_expires_at timestamptz, p_kind text, p_ref_type text, p_ref_id text,
  p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_hash text; v_debt bigint; v_free bigint; v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a grant needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  IF p_expires_at <= p_now THEN
    RAISE EXCEPTION 'a grant cannot be expired already' USING ERRCODE = 'check_violation';
  END IF;
  v_wallet := ledger_wallet(p_user, p_now);
  IF v_wallet.user_id IS NULL THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  -- Not the expiry: a repeat comes later, and its days would end later too.
  v_hash := ledger_hash(p_kind, p_source, p_amount::text, p_ref_type, p_ref_id, p_reason);
  v_tx := ledger_open(p_kind, p_user, p_ref_type, p_ref_id, p_reason, p_ext_source, p_ext_id, v_hash, p_now);
  IF v_tx IS NULL THEN
    RETURN ledger_balances(v_wallet) || ledger_earlier(p_ext_source, p_ext_id, p_user, v_hash);
  END IF;

  v_debt := least(v_wallet.debt_micro, p_amount);
  v_free := p_amount - v_debt;
  UPDATE credit_wallets SET available_micro = available_micro + v_free, debt_micro = debt_micro - v_debt
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  PERFORM ledger_write(v_tx, p_user, p_now,
    ARRAY['platform:' || p_source, 'user:debt', 'user:available'], ARRAY[-p_amount, v_debt, v_free],
    ARRAY[NULL, -v_wallet.debt_micro, v_wallet.available_micro]);
  PERFORM ledger_add_lot(p_user, p_source, v_free, p_expires_at, p_now);
  RETURN ledger_balances(v_wallet) || jsonb_build_object('outcome', 'granted', 'transactionId', v_tx::text, 'paidDebt', v_debt::text);
END $$;

-- Takes credits back to a platform account: from lots of p_source first, then in burn order. With p_allow_debt the part
-- that is not there becomes debt, else it is refused.
-- outcome: 'taken' | 'insufficient' | 'repeated' | 'mismatch' | 'unknown_user'.
CREATE FUNCTION ledger_take(
  p_user uuid, p_amount bigint, p_kind text, p_account text, p_source text, p_allow_debt boolean, p_ref_type text,
  p_ref_id text, p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_hash text; v_earlier jsonb; v_taken bigint; v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a debit needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  v_wallet := ledger_wallet(p_user, p_now);
  IF v_wallet.user_id IS NULL THEN RETURN jsonb_build_object('outcome', 'unknown_user'); END IF;
  v_hash := ledger_hash(p_kind, p_account, p_source, (-p_amount)::text, p_ref_type, p_ref_id, p_reason);
  v_earlier := ledger_earlier(p_ext_source, p_ext_id, p_user, v_hash);
  IF v_earlier IS NOT NULL THEN RETURN ledger_balances(v_wallet) || v_earlier; END IF;
  v_taken := least(v_wallet.available_micro, p_amount);
  IF v_taken < p_amount AND NOT p_allow_debt THEN
    RETURN ledger_balances(v_wallet) || jsonb_build_object('outcome', 'insufficient');
  END IF;

  v_tx := ledger_open(p_kind, p_user, p_ref_type, p_ref_id, p_reason, p_ext_source, p_ext_id, v_hash, p_now);
  IF v_tx IS NULL THEN
    -- Only another user's call can have come between: this user's wait for the wallet.
    RETURN ledger_balances(v_wallet) || ledger_earlier(p_ext_source, p_ext_id, p_user, v_hash);
  END IF;
  UPDATE credit_wallets SET available_micro = available_micro - v_taken, debt_micro = debt_micro + (p_amount - v_taken)
    WHERE user_id = p_user RETURNING * INTO v_wallet;
  PERFORM ledger_burn(p_user, v_taken, p_source);
  PERFORM ledger_write(v_tx, p_user, p_now,
    ARRAY['user:available', 'user:debt', p_account], ARRAY[-v_taken, -(p_amount - v_taken), p_amount],
    ARRAY[v_wallet.available_micro, -v_wallet.debt_micro, NULL]);
  RETURN ledger_balances(v_wallet) || jsonb_build_object('outcome', 'taken', 'transactionId', v_tx::text,
    'becameDebt', (p_amount - v_taken)::text);
END $$;

-- Takes back an author's part of a use that is refunded. Both wallets are locked by the caller.
-- What has not been collected simply shrinks, in the refund's own entries; what has is taken from the author's lots.
-- Returns what the refund's transaction has to reverse itself.
CREATE FUNCTION ledger_reverse_royalty(p_hold uuid, p_left_captured bigint, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_royalty royalty_accruals; v_back bigint; v_wallet credit_wallets; v_taken bigint;
BEGIN
  SELECT * INTO v_royalty FROM royalty_accruals WHERE hold_id = p_hold FOR UPDATE;
  IF NOT FOUND THEN RETURN 0; END IF;
  v_back := v_royalty.amount_micro - floor(p_left_captured::numeric * v_royalty.rate_ppm / 1000000)::bigint;
  IF v_back <= 0 THEN RETURN 0; END IF;
  UPDATE royalty_accruals SET amount_micro = amount_micro - v_back,
    state = CASE WHEN state = 'accrued' AND amount_micro = v_back THEN 'reversed' ELSE state END WHERE hold_id = p_hold;
  IF v_royalty.state = 'accrued' THEN RETURN v_back; END IF;

  v_wallet := ledger_wallet(v_royalty.author_id, p_now);
  v_taken := least(v_wallet.available_micro, v_back);
  UPDATE credit_wallets SET available_micro = available_micro - v_taken, debt_micro = debt_micro + (v_back - v_taken)
    WHERE user_id = v_royalty.author_id RETURNING * INTO v_wallet;
  PERFORM ledger_burn(v_royalty.author_id, v_taken, 'royalty');
  PERFORM ledger_post('royalty', v_royalty.author_id, v_royalty.ref_type, v_royalty.ref_id, 'use_refunded', p_now,
    ARRAY['user:available', 'user:debt', 'platform:royalty'], ARRAY[-v_taken, -(v_back - v_taken), v_back],
    ARRAY[v_wallet.available_micro, -v_wallet.debt_micro, NULL]);
  RETURN 0;
END $$;

-- Gives captured credits back to the very lots they came from, and takes the author's part of them back.
-- p_amount null: all that is left. Once per (external source, external id).
-- outcome: 'refunded' | 'repeated' | 'mismatch' | 'not_captured' | 'over_refund' | 'unknown_hold'.
CREATE FUNCTION ledger_refund(
  p_hold uuid, p_amount bigint, p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_user uuid; v_hold credit_holds; v_wallet credit_wallets; v_hash text; v_answer jsonb; v_left bigint; v_amount bigint;
  v_royalty bigint; v_tx bigint;
BEGIN
  SELECT user_id INTO v_user FROM credit_holds WHERE id = p_hold;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown_hold'); END IF;
  -- Payer and author, in the order of their ids: two refunds that cross do not wait for each other in a circle.
  PERFORM 1 FROM credit_wallets
    WHERE user_id = v_user OR user_id = (SELECT author_id FROM royalty_accruals WHERE hold_id = p_hold)
    ORDER BY user_id FOR UPDATE;
  v_wallet := ledger_wallet(v_user, p_now);
  SELECT * INTO v_hold FROM credit_holds WHERE id = p_hold;
  v_hash := ledger_hash('refund', p_hold::text, p_amount::text, p_reason);
  v_answer := ledger_earlier(p_ext_source, p_ext_id, v_user, v_hash);
  IF v_answer IS NULL THEN
    v_left := v_hold.captured_micro - v_hold.refunded_micro;
    v_amount := coalesce(p_amount, v_left);
    v_answer := CASE
      WHEN v_hold.state <> 'captured' THEN jsonb_build_object('outcome', 'not_captured', 'state', v_hold.state)
      WHEN v_amount <= 0 OR v_amount > v_left THEN jsonb_build_object('outcome', 'over_refund', 'amount', v_left::text) END;
  END IF;
  IF v_answer IS NULL THEN
    v_tx := ledger_open('refund', v_user, v_hold.ref_type, v_hold.ref_id, p_reason, p_ext_source, p_ext_id, v_hash, p_now);
    IF v_tx IS NULL THEN v_answer := ledger_earlier(p_ext_source, p_ext_id, v_user, v_hash); END IF;
  END IF;
  IF v_answer IS NOT NULL THEN RETURN ledger_balances(v_wallet) || v_answer; END IF;

  UPDATE credit_holds SET refunded_micro = refunded_micro + v_amount WHERE id = p_hold;
  UPDATE credit_wallets SET available_micro = available_micro + v_amount WHERE user_id = v_user RETURNING * INTO v_wallet;
  PERFORM ledger_restore(p_hold, v_left - v_amount, v_left, p_now);
  v_royalty := ledger_reverse_royalty(p_hold, v_left - v_amount, p_now);
  PERFORM ledger_write(v_tx, v_user, p_now,
    ARRAY['platform:revenue', 'user:available', 'platform:royalty-payable', 'platform:royalty'],
    ARRAY[-v_amount, v_amount, -v_royalty, v_royalty], ARRAY[NULL, v_wallet.available_micro, NULL, NULL]);
  RETURN ledger_balances(v_wallet) || jsonb_build_object('outcome', 'refunded', 'transactionId', v_tx::text,
    'refunded', v_amount::text);
END $$;

-- Starts a run: idempotency record, cache look-up, hold and row in one round trip. p_moderation_limit: so many runs
-- refused by a provider's rules within a day, and no new one begins.
-- outcome: 'started' | 'cached' | 'repeated' | 'mismatch' | 'insufficient' | 'moderation_limit' | 'unknown_user'.
CREATE FUNCTION run_begin(
  p_run uuid, p_user uuid, p_scope text, p_key text, p_hash text, p_tool text, p_tool_version integer, p_kind text,
  p_input jsonb, p_options jsonb, p_requested jsonb, p_cache_key text, p_cache_since timestamptz, p_cache_price bigint,
  p_quote bigint, p_owner uuid, p_deadline timestamptz, p_now timestamptz,
  p_pricing jsonb DEFAULT '{}', p_moderation_limit integer DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_key idempotency_keys; v_source runs; v_held jsonb; v_needed bigint := p_quote; v_retry timestamptz;
BEGIN
  -- The run knows its record, so that an ending which leaves none can remove it.
  p_requested := p_requested || jsonb_build_object('idempotency', jsonb_build_object('scope', p_scope, 'key', p_key));
  INSERT INTO idempotency_keys AS k (scope, key, request_hash, status, result, created_at, expires_at)
  VALUES (p_scope, p_key, p_hash, 200, jsonb_build_object('runId', p_run), p_now, p_now + interval '7 days')
  ON CONFLICT (scope, key) DO UPDATE
    SET request_hash = excluded.request_hash, status = excluded.status, result = excluded.result,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= p_now;
  IF NOT FOUND THEN
    SELECT * INTO v_key FROM idempotency_keys WHERE scope = p_scope AND key = p_key;
    IF v_key.request_hash <> p_hash THEN RETURN jsonb_build_object('outcome', 'mismatch'); END IF;
    IF v_key.status = 402 THEN RETURN v_key.result || jsonb_build_object('repeated', true); END IF;
    RETURN jsonb_build_object('outcome', 'repeated', 'runId', v_key.result ->> 'runId');
  END IF;

  IF p_cache_since IS NOT NULL THEN
    SELECT * INTO v_source FROM runs
      WHERE user_id = p_user AND cache_key = p_cache_key AND status = 'succeeded' AND NOT cached
        AND finished_at > p_cache_since AND deleted_at IS NULL
        -- What a metered run did not use is no refund.
        AND (refunded_micro = 0 OR reason = 'metered')
      ORDER BY finished_at DESC LIMIT 1;
    IF FOUND THEN
      v_needed := p_cache_price;
      IF p_cache_price > 0 THEN
        v_held := ledger_reserve(p_user, p_run, p_cache_price, 'run', p_run::text, p_owner, p_deadline, p_now);
        IF v_held ->> 'outcome' = 'held' THEN
          PERFORM ledger_settle(p_run, p_cache_price, 'released', 'cache', p_now);
        END IF;
      END IF;
      IF v_held IS NULL OR v_held ->> 'outcome' = 'held' THEN
        INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, options, requested, output, provider,
          model, cached, cached_from, cache_key, usage, quoted_micro, charged_micro, pricing, cost_nano_usd, owner, deadline_at,
          created_at, finished_at)
        VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'succeeded', p_input, p_options, p_requested, v_source.output,
          v_source.provider, v_source.model, true, v_source.id, p_cache_key, v_source.usage, p_cache_price, p_cache_price,
          p_pricing, 0, p_owner, p_deadline, p_now, p_now);
        RETURN jsonb_build_object('outcome', 'cached', 'runId', p_run, 'output', v_source.output,
          'provider', v_source.provider, 'model', v_source.model, 'usage', v_source.usage);
      END IF;
    END IF;
  END IF;

  IF v_held IS NULL AND p_moderation_limit IS NOT NULL THEN
    -- The oldest refusal that still counts decides when there is room again.
    SELECT finished_at + interval '1 day' INTO v_retry FROM runs
      WHERE user_id = p_user AND error_code = 'moderated' AND finished_at > p_now - interval '1 day'
      ORDER BY finished_at DESC OFFSET greatest(p_moderation_limit, 1) - 1 LIMIT 1;
    IF FOUND THEN
      DELETE FROM idempotency_keys WHERE scope = p_scope AND key = p_key;
      RETURN jsonb_build_object('outcome', 'moderation_limit',
        'retryAt', to_char(v_retry AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
    END IF;
  END IF;
  IF v_held IS NULL THEN
    v_held := ledger_reserve(p_user, p_run, p_quote, 'run', p_run::text, p_owner, p_deadline, p_now);
  END IF;
  IF v_held ->> 'outcome' = 'insufficient' THEN
    -- A refusal for want of credits is remembered: the client makes a new key after earning.
    v_held := v_held || jsonb_build_object('needed', v_needed::text);
    UPDATE idempotency_keys SET status = 402, result = v_held WHERE scope = p_scope AND key = p_key;
    RETURN v_held;
  ELSIF v_held ->> 'outcome' <> 'held' THEN
    DELETE FROM idempotency_keys WHERE scope = p_scope AND key = p_key;
    RETURN v_held;
  END IF;
  INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, options, requested, cache_key, quoted_micro,
    pricing, owner, deadline_at, created_at)
  VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'running', p_input, p_options, p_requested, p_cache_key, p_quote,
    p_pricing, p_owner, p_deadline, p_now);
  RETURN jsonb_build_object('outcome', 'started', 'runId', p_run, 'available', v_held ->> 'available');
END $$;

-- Ends a run exactly once: settles its hold, mints the royalty, stores its result and its files in one round trip.
-- p_files: [{id, mediaType, bytes, width?, height?, sha256, storageKey}]. p_forget_key removes the idempotency record:
-- some answers leave none, so that the same key may try again. p_royalty as in ledger_settle.
-- outcome: 'finished' (also for the very same call again: its first answer was lost) | 'ended' (a sweep or another ending
-- was first; nothing is charged now).
CREATE FUNCTION run_finish(
  p_run uuid, p_status text, p_output jsonb, p_provider text, p_model text, p_attempts jsonb, p_usage jsonb,
  p_capture bigint, p_end_state text, p_reason text, p_error_code text, p_now timestamptz,
  p_files jsonb DEFAULT NULL, p_forget_key boolean DEFAULT false, p_cost_nano bigint DEFAULT NULL, p_royalty jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_settled jsonb; v_record record;
BEGIN
  -- The record is locked before the wallet, as everywhere; it is removed only by the call that really ends the run.
  IF p_forget_key THEN
    SELECT k.scope, k.key INTO v_record FROM idempotency_keys k JOIN runs r
      ON k.scope = r.requested #>> '{idempotency,scope}' AND k.key = r.requested #>> '{idempotency,key}'
      WHERE r.id = p_run AND k.result ->> 'runId' = p_run::text FOR UPDATE OF k;
  END IF;
  v_settled := ledger_settle(p_run, p_capture, p_end_state, p_reason, p_now, NULL, p_royalty);
  IF v_settled ->> 'outcome' = 'repeated' THEN
    PERFORM 1 FROM runs WHERE id = p_run AND status = p_status AND finished_at = p_now AND provider IS NOT DISTINCT FROM p_provider;
    IF FOUND THEN RETURN v_settled || jsonb_build_object('outcome', 'finished', 'repeated', true); END IF;
  END IF;
  IF v_settled ->> 'outcome' IN ('ended', 'repeated') THEN
    -- Whoever ended the hold alone left the run behind; it ends as the hold did.
    UPDATE runs SET status = 'failed', charged_micro = (v_settled ->> 'captured')::bigint,
        refunded_micro = quoted_micro - (v_settled ->> 'captured')::bigint, reason = 'interrupted', finished_at = p_now
      WHERE id = p_run AND status = 'running';
    RETURN v_settled || jsonb_build_object('outcome', 'ended');
  ELSIF v_settled ->> 'outcome' <> 'settled' THEN
    RAISE EXCEPTION 'run % cannot end: %', p_run, v_settled USING ERRCODE = 'data_corrupted';
  END IF;
  UPDATE runs SET status = p_status, output = coalesce(p_output, output), provider = coalesce(p_provider, provider),
      model = coalesce(p_model, model), attempts = coalesce(p_attempts, attempts), usage = coalesce(p_usage, usage),
      charged_micro = p_capture, refunded_micro = quoted_micro - p_capture, reason = p_reason, error_code = p_error_code,
      cost_nano_usd = coalesce(p_cost_nano, cost_nano_usd), finished_at = p_now
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

-- Refunds a finished run, wholly or in part, on its receipt as in the ledger. Outcomes of ledger_refund.
CREATE FUNCTION run_refund(
  p_run uuid, p_amount bigint, p_code text, p_reason text, p_ext_source text, p_ext_id text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_answer jsonb;
BEGIN
  v_answer := ledger_refund(p_run, p_amount, p_reason, p_ext_source, p_ext_id, p_now);
  IF v_answer ->> 'outcome' = 'refunded' THEN
    UPDATE runs SET charged_micro = charged_micro - (v_answer ->> 'refunded')::bigint,
        refunded_micro = refunded_micro + (v_answer ->> 'refunded')::bigint, reason = p_code
      WHERE id = p_run;
  END IF;
  RETURN v_answer;
END $$;

-- Everything a transaction says, as one hash: jsonb writes each value in one way only, and times as microseconds.
CREATE FUNCTION ledger_digest(p_transaction ledger_transactions) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    p_transaction.id, p_transaction.kind, p_transaction.user_id, p_transaction.ref_type, p_transaction.ref_id,
    p_transaction.external_source, p_transaction.external_id, p_transaction.input_hash, p_transaction.reason,
    (extract(epoch FROM p_transaction.created_at) * 1000000)::bigint,
    (SELECT jsonb_agg(jsonb_build_array(e.seq, e.account, e.user_id, e.amount_micro, e.balance_after_micro,
       (extract(epoch FROM e.created_at) * 1000000)::bigint) ORDER BY e.seq)
     FROM ledger_entries e WHERE e.transaction_id = p_transaction.id))::text, 'UTF8'))
$$;

-- Closes one ended UTC day of the chain: links every transaction until its end that has no link yet, in the order of ids.
-- Days are closed in order, each from the last one's closing hash; the first from 32 zero bytes.
-- outcome: 'closed' | 'already' | 'not_ended' | 'out_of_order'.
CREATE FUNCTION ledger_close_day(p_day date, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_last ledger_days; v_hash bytea; v_row ledger_transactions; v_seq bigint := 0; v_first bigint; v_last_id bigint; v_from bigint;
  v_ends timestamptz := (p_day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  -- One closer at a time, in every instance.
  PERFORM pg_advisory_xact_lock(772033917);
  IF EXISTS (SELECT 1 FROM ledger_days WHERE day = p_day) THEN RETURN jsonb_build_object('outcome', 'already'); END IF;
  -- An hour lets transactions of the day's last moment commit first.
  IF p_now < v_ends + interval '1 hour' THEN RETURN jsonb_build_object('outcome', 'not_ended'); END IF;
  SELECT * INTO v_last FROM ledger_days ORDER BY day DESC LIMIT 1;
  IF v_last.day IS NOT NULL AND p_day <> v_last.day + 1 THEN RETURN jsonb_build_object('outcome', 'out_of_order'); END IF;
  v_hash := coalesce(v_last.closing_hash, decode(repeat('00', 32), 'hex'));
  -- What was committed late lies within the ids of the days just before.
  SELECT min(first_id) INTO v_from FROM (SELECT first_id FROM ledger_days WHERE first_id IS NOT NULL ORDER BY day DESC LIMIT 2) recent;
  FOR v_row IN
    SELECT t.* FROM ledger_transactions t
    WHERE t.id >= coalesce(v_from, 0) AND t.created_at < v_ends
      AND NOT EXISTS (SELECT 1 FROM ledger_links l WHERE l.transaction_id = t.id)
    ORDER BY t.id
  LOOP
    v_seq := v_seq + 1;
    v_first := coalesce(v_first, v_row.id);
    v_last_id := v_row.id;
    v_hash := sha256(v_hash || ledger_digest(v_row));
    INSERT INTO ledger_links (day, seq, transaction_id, hash) VALUES (p_day, v_seq, v_row.id, v_hash);
  END LOOP;
  INSERT INTO ledger_days (day, transactions, first_id, last_id, opening_hash, closing_hash, closed_at)
  VALUES (p_day, v_seq, v_first, v_last_id, coalesce(v_last.closing_hash, decode(repeat('00', 32), 'hex')), v_hash, p_now);
  RETURN jsonb_build_object('outcome', 'closed', 'transactions', v_seq::text, 'closingHash', encode(v_hash, 'hex'));
END $$;
