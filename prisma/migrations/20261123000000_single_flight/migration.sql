-- Single-flight and the shared cache: identical requests of one user under way at once share one upstream call, and what was
-- saved is known.

-- leader_id: whose answer this run waits for, and ends with. joinable: others may wait for this one; null where not, for unique
-- indexes take nulls for different. shareable: its kept answer may serve other people. saved_nano_usd: what the source of a cached
-- answer cost us. A cached run without a leader and without cached_from was served by somebody else's answer.
ALTER TABLE runs ADD COLUMN leader_id uuid;
ALTER TABLE runs ADD COLUMN joinable boolean;
ALTER TABLE runs ADD COLUMN shareable boolean NOT NULL DEFAULT false;
ALTER TABLE runs ADD COLUMN saved_nano_usd bigint;
-- Each constraint and each index costs every run: one more of the former, none of the latter.
ALTER TABLE runs DROP CONSTRAINT runs_cost_check;
ALTER TABLE runs ADD CONSTRAINT runs_cost_check CHECK (cost_nano_usd >= 0 AND saved_nano_usd >= 0);
ALTER TABLE runs ADD CONSTRAINT runs_leader_check CHECK (leader_id IS NULL OR cached AND joinable IS NULL);

-- One leader per user and key, whatever the functions do; its followers stand beside it, and sweeps find all that runs.
DROP INDEX runs_running_idx;
CREATE UNIQUE INDEX runs_running_key ON runs (user_id, cache_key, joinable) WHERE status = 'running';
-- By key first: with a shared tool other people's answers are looked for as well.
DROP INDEX runs_cache_idx;
CREATE INDEX runs_cache_idx ON runs (cache_key, user_id, finished_at DESC) WHERE status = 'succeeded' AND NOT cached;

DROP FUNCTION run_begin, run_finish, ledger_reserve;

-- Holds credits for something that may still fail, once per reference. The hold's id is the key of the call. p_wallet: what
-- ledger_wallet gave a caller who has called it in this transaction, and has moved nothing since.
-- outcome: 'held' | 'insufficient' | 'repeated' (the same call has its hold) | 'mismatch' (the id or the reference stands
-- for another hold) | 'unknown_user'. Amounts come back as text: they may exceed a double.
CREATE FUNCTION ledger_reserve(
  p_user uuid, p_hold uuid, p_amount bigint, p_ref_type text, p_ref_id text,
  p_owner uuid, p_deadline timestamptz, p_now timestamptz, p_wallet credit_wallets DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_wallet credit_wallets; v_lot record; v_left bigint := p_amount; v_take bigint; v_seq smallint := 0; v_known credit_holds;
  v_tx bigint;
BEGIN
  IF p_amount IS NULL OR p_amount <= 0 THEN
    RAISE EXCEPTION 'a hold needs a positive amount' USING ERRCODE = 'check_violation';
  END IF;
  v_wallet := p_wallet;
  IF v_wallet.user_id IS NULL THEN v_wallet := ledger_wallet(p_user, p_now); END IF;
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

-- Starts a run: idempotency record, cache look-up, the look for the same request under way, hold and row in one round trip.
-- p_cache_since: kept answers from before it, or all where it is null, are not used. p_join: whether it may wait for a run
-- of the same key, and others for it. p_shareable: its answer may serve others. p_shared_since: others' kept answers since
-- then may serve it, at p_shared_price. p_moderation_limit: so many runs refused by a provider's rules within a day, and no
-- new one begins. Locks: the idempotency record, then the wallet.
-- outcome: 'started' | 'cached' | 'joined' (it waits for leaderId, holding nothing) | 'repeated' | 'mismatch' | 'insufficient' |
-- 'moderation_limit' | 'unknown_user'.
CREATE FUNCTION run_begin(
  p_run uuid, p_user uuid, p_scope text, p_key text, p_hash text, p_tool text, p_tool_version integer, p_kind text,
  p_input jsonb, p_options jsonb, p_requested jsonb, p_cache_key text, p_cache_since timestamptz, p_cache_price bigint,
  p_quote bigint, p_owner uuid, p_deadline timestamptz, p_now timestamptz,
  p_pricing jsonb DEFAULT '{}', p_moderation_limit integer DEFAULT NULL, p_join boolean DEFAULT false,
  p_shareable boolean DEFAULT false, p_shared_since timestamptz DEFAULT NULL, p_shared_price bigint DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_key idempotency_keys; v_found uuid; v_source runs; v_kind text; v_price bigint := p_cache_price; v_wallet credit_wallets; v_held jsonb;
  v_needed bigint := p_quote; v_retry timestamptz; v_joinable boolean := nullif(p_join, false);
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

  -- Looks for what is seldom there fetch the id alone: a whole row costs twice as much to look for.
  IF p_cache_since IS NOT NULL THEN
    SELECT id INTO v_found FROM runs
      WHERE user_id = p_user AND cache_key = p_cache_key AND status = 'succeeded' AND NOT cached
        AND finished_at > p_cache_since AND deleted_at IS NULL
        -- What a metered run did not use is no refund.
        AND (refunded_micro = 0 OR reason = 'metered')
      ORDER BY finished_at DESC LIMIT 1;
    IF FOUND THEN
      SELECT * INTO v_source FROM runs WHERE id = v_found AND deleted_at IS NULL;
      IF FOUND THEN v_kind := 'own'; END IF;
    END IF;
  END IF;
  IF v_kind IS NULL AND p_join THEN
    -- From here on the beginnings and endings of one user's runs come one after another: whoever asks for the same is seen,
    -- under way or ended since the look above.
    v_wallet := ledger_wallet(p_user, p_now);
    SELECT id INTO v_found FROM (
      SELECT id FROM runs WHERE user_id = p_user AND cache_key = p_cache_key AND joinable AND status = 'running'
      UNION ALL
      (SELECT id FROM runs
        WHERE user_id = p_user AND cache_key = p_cache_key AND status = 'succeeded' AND NOT cached
          AND finished_at > p_cache_since AND deleted_at IS NULL AND (refunded_micro = 0 OR reason = 'metered')
        ORDER BY finished_at DESC LIMIT 1)) same LIMIT 1;
    IF FOUND THEN
      SELECT * INTO v_source FROM runs WHERE id = v_found AND deleted_at IS NULL;
      v_kind := CASE WHEN FOUND THEN 'own' END;
      IF v_source.status = 'running' THEN
        -- A leader that is overdue, or whose process is gone, is about to be swept: nobody waits for it.
        v_kind := CASE WHEN v_source.deadline_at > p_now AND (v_source.owner = p_owner OR EXISTS (
          SELECT 1 FROM instances i WHERE i.id = v_source.owner AND i.stopped_at IS NULL
            AND i.last_seen_at >= p_now - interval '30 seconds')) THEN 'joined' END;
        v_joinable := NULL;
      END IF;
    END IF;
    IF v_kind IS NULL AND p_shared_since IS NOT NULL THEN
      SELECT * INTO v_source FROM runs
        WHERE cache_key = p_cache_key AND shareable AND status = 'succeeded' AND NOT cached
          AND finished_at > p_shared_since AND deleted_at IS NULL AND (refunded_micro = 0 OR reason = 'metered')
          AND user_id <> p_user
        ORDER BY finished_at DESC LIMIT 1;
      IF FOUND THEN
        v_kind := 'shared';
        v_price := p_shared_price;
        -- Whose it was is not written down, and nothing but the text crosses over.
        v_source.id := NULL;
        v_source.output := jsonb_build_object('text', v_source.output -> 'text');
      END IF;
    END IF;
  END IF;

  IF v_kind = 'joined' THEN
    v_needed := p_cache_price;
    IF v_wallet.available_micro >= p_cache_price THEN
      INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, options, requested, cached, leader_id,
        cache_key, quoted_micro, pricing, owner, deadline_at, created_at)
      VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'running', p_input, p_options, p_requested, true, v_source.id,
        p_cache_key, p_cache_price, p_pricing, v_source.owner, v_source.deadline_at, p_now);
      RETURN jsonb_build_object('outcome', 'joined', 'runId', p_run, 'leaderId', v_source.id, 'owner', v_source.owner,
        'deadlineAt', to_char(v_source.deadline_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
    END IF;
    v_held := ledger_balances(v_wallet) || jsonb_build_object('outcome', 'insufficient');
  ELSIF v_kind IS NOT NULL THEN
    v_needed := v_price;
    IF v_price > 0 THEN
      v_held := ledger_reserve(p_user, p_run, v_price, 'run', p_run::text, p_owner, p_deadline, p_now, v_wallet);
      IF v_held ->> 'outcome' = 'held' THEN
        PERFORM ledger_settle(p_run, v_price, 'released', 'cache', p_now);
      END IF;
    END IF;
    IF v_held IS NULL OR v_held ->> 'outcome' = 'held' THEN
      INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, options, requested, output, provider,
        model, cached, cached_from, cache_key, usage, quoted_micro, charged_micro, pricing, cost_nano_usd,
        saved_nano_usd, owner, deadline_at, created_at, finished_at)
      VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'succeeded', p_input, p_options, p_requested, v_source.output,
        v_source.provider, v_source.model, true, v_source.id, p_cache_key, v_source.usage, v_price, v_price,
        p_pricing, 0, v_source.cost_nano_usd, p_owner, p_deadline, p_now, p_now);
      RETURN jsonb_build_object('outcome', 'cached', 'runId', p_run, 'kind', v_kind, 'price', v_price::text,
        'output', v_source.output, 'provider', v_source.provider, 'model', v_source.model, 'usage', v_source.usage);
    END IF;
  END IF;

  IF v_held IS NULL AND p_moderation_limit IS NOT NULL THEN
    -- The oldest refusal that still counts decides when there is room again.
    SELECT finished_at + interval '1 day' INTO v_retry FROM runs
      WHERE user_id = p_user AND error_code = 'moderated' AND finished_at > p_now - interval '1 day'
        -- One refusal, however many waited for it.
        AND leader_id IS NULL
      ORDER BY finished_at DESC OFFSET greatest(p_moderation_limit, 1) - 1 LIMIT 1;
    IF FOUND THEN
      DELETE FROM idempotency_keys WHERE scope = p_scope AND key = p_key;
      RETURN jsonb_build_object('outcome', 'moderation_limit',
        'retryAt', to_char(v_retry AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
    END IF;
  END IF;
  IF v_held IS NULL THEN
    v_held := ledger_reserve(p_user, p_run, p_quote, 'run', p_run::text, p_owner, p_deadline, p_now, v_wallet);
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
  INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, options, requested, cache_key, joinable,
    shareable, quoted_micro, pricing, owner, deadline_at, created_at)
  VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'running', p_input, p_options, p_requested, p_cache_key, v_joinable,
    p_shareable, p_quote, p_pricing, p_owner, p_deadline, p_now);
  RETURN jsonb_build_object('outcome', 'started', 'runId', p_run, 'available', v_held ->> 'available');
END $$;

-- Ends everybody who waits for a run that has ended: they pay for its answer, or fail with it for nothing. The caller holds the
-- wallet lock. Their idempotency records go with p_forget_key; nothing else waits for a wallet while it holds one of them.
CREATE FUNCTION run_end_followers(p_leader uuid, p_forget_key boolean, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_leader runs; v_run record; v_held jsonb; v_stopped boolean;
BEGIN
  SELECT * INTO v_leader FROM runs WHERE id = p_leader;
  v_stopped := v_leader.status = 'cancelled';
  FOR v_run IN
    SELECT id, user_id, quoted_micro, requested, owner, deadline_at FROM runs
    WHERE user_id = v_leader.user_id AND cache_key = v_leader.cache_key AND status = 'running' AND leader_id = p_leader
    ORDER BY created_at, id FOR UPDATE
  LOOP
    IF v_leader.status = 'succeeded' THEN
      v_held := NULL;
      IF v_run.quoted_micro > 0 THEN
        v_held := ledger_reserve(v_run.user_id, v_run.id, v_run.quoted_micro, 'run', v_run.id::text, v_run.owner,
          v_run.deadline_at, p_now);
      END IF;
      IF v_held ->> 'outcome' <> 'held' THEN
        -- What was there when it began was spent meanwhile.
        UPDATE runs SET status = 'failed', reason = 'not_enough_left', error_code = 'insufficient_credits', finished_at = p_now
          WHERE id = v_run.id;
        CONTINUE;
      END IF;
      IF v_run.quoted_micro > 0 THEN
        PERFORM ledger_settle(v_run.id, v_run.quoted_micro, 'released', 'cache', p_now);
      END IF;
      UPDATE runs SET status = 'succeeded', output = v_leader.output, provider = v_leader.provider, model = v_leader.model,
          usage = v_leader.usage, cached_from = p_leader, charged_micro = quoted_micro, cost_nano_usd = 0,
          saved_nano_usd = v_leader.cost_nano_usd, finished_at = p_now
        WHERE id = v_run.id;
      CONTINUE;
    END IF;
    -- What had arrived is shown to them as well.
    UPDATE runs SET status = 'failed', output = v_leader.output, provider = v_leader.provider, model = v_leader.model,
        cached_from = p_leader, reason = CASE WHEN v_stopped THEN 'leader_stopped' ELSE v_leader.reason END,
        error_code = CASE WHEN v_stopped THEN 'provider_unavailable' ELSE coalesce(v_leader.error_code, 'provider_unavailable') END,
        finished_at = p_now
      WHERE id = v_run.id;
    IF p_forget_key OR v_stopped THEN
      DELETE FROM idempotency_keys WHERE scope = v_run.requested #>> '{idempotency,scope}'
        AND key = v_run.requested #>> '{idempotency,key}' AND result ->> 'runId' = v_run.id::text;
    END IF;
  END LOOP;
END $$;

-- Ends a run exactly once: settles its hold, mints the royalty, stores its result and its files, and ends whoever waits for it,
-- in one round trip. p_files: [{id, mediaType, bytes, width?, height?, sha256, storageKey}]. p_forget_key removes the
-- idempotency record: some answers leave none, so that the same key may try again. p_royalty as in ledger_settle.
-- outcome: 'finished' (also for the very same call again: its first answer was lost) | 'ended' (a sweep or another ending
-- was first; nothing is charged now).
CREATE FUNCTION run_finish(
  p_run uuid, p_status text, p_output jsonb, p_provider text, p_model text, p_attempts jsonb, p_usage jsonb,
  p_capture bigint, p_end_state text, p_reason text, p_error_code text, p_now timestamptz,
  p_files jsonb DEFAULT NULL, p_forget_key boolean DEFAULT false, p_cost_nano bigint DEFAULT NULL, p_royalty jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_settled jsonb; v_record record; v_user uuid; v_cache_key text;
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
    IF FOUND THEN PERFORM run_end_followers(p_run, true, p_now); END IF;
    RETURN v_settled || jsonb_build_object('outcome', 'ended');
  ELSIF v_settled ->> 'outcome' = 'unknown_hold' THEN
    -- A follower holds nothing; it ends alone, and free.
    UPDATE runs SET status = p_status, output = coalesce(p_output, output), reason = p_reason, error_code = p_error_code,
        finished_at = p_now
      WHERE id = p_run AND status = 'running' AND leader_id IS NOT NULL AND p_status <> 'succeeded';
    IF FOUND AND p_forget_key THEN
      DELETE FROM idempotency_keys WHERE scope = v_record.scope AND key = v_record.key;
    END IF;
    SELECT status, finished_at INTO v_record FROM runs WHERE id = p_run AND leader_id IS NOT NULL AND status <> 'running';
    IF NOT FOUND THEN RAISE EXCEPTION 'run % cannot end: %', p_run, v_settled USING ERRCODE = 'data_corrupted'; END IF;
    RETURN v_settled || jsonb_build_object('outcome',
      CASE WHEN v_record.status = p_status AND v_record.finished_at = p_now THEN 'finished' ELSE 'ended' END);
  ELSIF v_settled ->> 'outcome' <> 'settled' THEN
    RAISE EXCEPTION 'run % cannot end: %', p_run, v_settled USING ERRCODE = 'data_corrupted';
  END IF;
  UPDATE runs SET status = p_status, output = coalesce(p_output, output), provider = coalesce(p_provider, provider),
      model = coalesce(p_model, model), attempts = coalesce(p_attempts, attempts), usage = coalesce(p_usage, usage),
      charged_micro = p_capture, refunded_micro = quoted_micro - p_capture, reason = p_reason, error_code = p_error_code,
      cost_nano_usd = coalesce(p_cost_nano, cost_nano_usd), finished_at = p_now
    WHERE id = p_run AND status = 'running' RETURNING user_id, cache_key INTO v_user, v_cache_key;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % ended without its hold', p_run USING ERRCODE = 'data_corrupted';
  END IF;
  IF p_forget_key THEN
    DELETE FROM idempotency_keys WHERE scope = v_record.scope AND key = v_record.key;
  END IF;
  IF EXISTS (SELECT 1 FROM runs WHERE user_id = v_user AND cache_key = v_cache_key AND status = 'running' AND leader_id = p_run) THEN
    PERFORM run_end_followers(p_run, p_forget_key, p_now);
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
