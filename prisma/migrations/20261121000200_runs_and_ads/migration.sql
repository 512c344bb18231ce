-- Runs, their files, and ad sessions.

CREATE TABLE runs (
  id             uuid PRIMARY KEY,
  user_id        uuid NOT NULL REFERENCES users (id),
  tool_id        text NOT NULL,
  tool_version   integer NOT NULL,
  kind           text NOT NULL,
  status         text NOT NULL,
  input          jsonb NOT NULL,
  options        jsonb NOT NULL DEFAULT '{}',
  requested      jsonb NOT NULL DEFAULT '{}',
  output         jsonb NOT NULL DEFAULT '{}',
  provider       text,
  model          text,
  cached         boolean NOT NULL DEFAULT false,
  cached_from    uuid,
  cache_key      text NOT NULL,
  attempts       jsonb NOT NULL DEFAULT '[]',
  usage          jsonb,
  quoted_micro   bigint NOT NULL,
  charged_micro  bigint NOT NULL DEFAULT 0,
  refunded_micro bigint NOT NULL DEFAULT 0,
  reason         text,
  error_code     text,
  prompt_id      uuid,
  owner          uuid NOT NULL,
  deadline_at    timestamptz NOT NULL,
  cancel_requested_at timestamptz,
  favourite      boolean NOT NULL DEFAULT false,
  note           text,
  deleted_at     timestamptz,
  created_at     timestamptz NOT NULL,
  finished_at    timestamptz,
  CONSTRAINT runs_kind_check CHECK (kind IN ('text', 'image', 'audio', 'video')),
  CONSTRAINT runs_status_check CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled')),
  CONSTRAINT runs_finished_check CHECK ((status = 'running') = (finished_at IS NULL)),
  CONSTRAINT runs_quoted_check CHECK (quoted_micro >= 0),
  CONSTRAINT runs_charged_check CHECK (charged_micro BETWEEN 0 AND quoted_micro),
  CONSTRAINT runs_refunded_check CHECK (refunded_micro BETWEEN 0 AND quoted_micro - charged_micro)
) WITH (fillfactor = 80);
CREATE INDEX runs_user_idx ON runs (user_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX runs_cache_idx ON runs (user_id, cache_key, finished_at DESC) WHERE status = 'succeeded' AND NOT cached;
CREATE INDEX runs_running_idx ON runs (deadline_at) WHERE status = 'running';

CREATE TABLE files (
  id          uuid PRIMARY KEY,
  user_id     uuid NOT NULL REFERENCES users (id),
  run_id      uuid REFERENCES runs (id),
  media_type  text NOT NULL,
  bytes       bigint NOT NULL,
  width       integer,
  height      integer,
  sha256      text NOT NULL,
  storage_key text NOT NULL,
  created_at  timestamptz NOT NULL,
  CONSTRAINT files_bytes_check CHECK (bytes > 0)
);
CREATE INDEX files_run_idx ON files (run_id);

-- Starts a run: idempotency record, cache look-up, hold and row in one round trip.
-- outcome: 'started' | 'cached' | 'repeated' | 'mismatch' | 'insufficient' | 'unknown_user'.
CREATE FUNCTION run_begin(
  p_run uuid, p_user uuid, p_scope text, p_key text, p_hash text, p_tool text, p_tool_version integer, p_kind text,
  p_input jsonb, p_options jsonb, p_requested jsonb, p_cache_key text, p_cache_since timestamptz, p_cache_price bigint,
  p_quote bigint, p_owner uuid, p_deadline timestamptz, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_key idempotency_keys; v_source runs; v_held jsonb; v_needed bigint := p_quote;
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
        AND finished_at > p_cache_since AND refunded_micro = 0 AND deleted_at IS NULL
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
          model, cached, cached_from, cache_key, usage, quoted_micro, charged_micro, owner, deadline_at, created_at, finished_at)
        VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'succeeded', p_input, p_options, p_requested, v_source.output,
          v_source.provider, v_source.model, true, v_source.id, p_cache_key, v_source.usage, p_cache_price, p_cache_price,
          p_owner, p_deadline, p_now, p_now);
        RETURN jsonb_build_object('outcome', 'cached', 'runId', p_run, 'output', v_source.output,
          'provider', v_source.provider, 'model', v_source.model, 'usage', v_source.usage);
      END IF;
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
    owner, deadline_at, created_at)
  VALUES (p_run, p_user, p_tool, p_tool_version, p_kind, 'running', p_input, p_options, p_requested, p_cache_key, p_quote,
    p_owner, p_deadline, p_now);
  RETURN jsonb_build_object('outcome', 'started', 'runId', p_run, 'available', v_held ->> 'available');
END $$;

-- Ends a run exactly once: settles its hold, stores its result and its files in one round trip.
-- p_files: [{id, mediaType, bytes, width?, height?, sha256, storageKey}]. p_forget_key removes the idempotency record:
-- some answers leave none, so that the same key may try again.
-- outcome: 'finished' | 'ended' (a sweep or another ending was first; nothing is charged now).
CREATE FUNCTION run_finish(
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

CREATE TABLE ad_sessions (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES users (id),
  kind          text NOT NULL,
  network       text NOT NULL,
  watch_seconds integer NOT NULL,
  reward_micro  bigint NOT NULL,
  state         text NOT NULL DEFAULT 'active',
  device        text,
  address       text,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  claimed_at    timestamptz,
  -- beats of the running second; more than four are refused
  beat_window_at timestamptz,
  beat_count    smallint NOT NULL DEFAULT 0,
  CONSTRAINT ad_sessions_kind_check CHECK (kind IN ('text', 'image', 'video')),
  CONSTRAINT ad_sessions_watch_check CHECK (watch_seconds >= 1),
  CONSTRAINT ad_sessions_reward_check CHECK (reward_micro > 0),
  CONSTRAINT ad_sessions_state_check CHECK (state IN ('active', 'claimed', 'expired', 'cancelled')),
  CONSTRAINT ad_sessions_claimed_check CHECK ((state = 'claimed') = (claimed_at IS NOT NULL))
);
CREATE UNIQUE INDEX ad_sessions_one_active_idx ON ad_sessions (user_id) WHERE state = 'active';
CREATE INDEX ad_sessions_claimed_idx ON ad_sessions (user_id, claimed_at DESC) WHERE state = 'claimed';
CREATE INDEX ad_sessions_device_idx ON ad_sessions (device, claimed_at) WHERE state = 'claimed';
CREATE INDEX ad_sessions_address_idx ON ad_sessions (address, claimed_at) WHERE state = 'claimed';

CREATE TABLE ad_views (
  id               uuid PRIMARY KEY,
  session_id       uuid NOT NULL REFERENCES ad_sessions (id) ON DELETE CASCADE,
  seq              smallint NOT NULL,
  seconds          integer NOT NULL,
  creative_id      text NOT NULL,
  watched_ms       integer NOT NULL DEFAULT 0,
  position_ms      integer NOT NULL DEFAULT 0,
  started_at       timestamptz,
  last_beat_at     timestamptz,
  last_visible     boolean NOT NULL DEFAULT true,
  CONSTRAINT ad_views_seq_key UNIQUE (session_id, seq),
  CONSTRAINT ad_views_seconds_check CHECK (seconds >= 1),
  CONSTRAINT ad_views_watched_check CHECK (watched_ms >= 0 AND position_ms >= 0)
);
