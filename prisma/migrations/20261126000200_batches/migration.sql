-- Batches: many inputs of one tool, each an ordinary run under a key of its own.

CREATE TABLE batches (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES users (id),
  tool_id      text NOT NULL,
  name         text NOT NULL,
  status       text NOT NULL DEFAULT 'running',
  -- Why it is paused.
  reason       text,
  options      jsonb NOT NULL DEFAULT '{}',
  provider     text NOT NULL DEFAULT 'auto',
  model        text NOT NULL DEFAULT 'auto',
  -- Handed to a provider as one job, at the cheaper price.
  delayed      boolean NOT NULL DEFAULT false,
  -- The columns of the uploaded table in their order, also those that no field takes.
  columns      jsonb NOT NULL DEFAULT '[]',
  total        integer NOT NULL,
  quoted_micro bigint NOT NULL,
  created_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  deleted_at   timestamptz,
  CONSTRAINT batches_status_check CHECK (status IN ('running', 'paused', 'done', 'cancelled')),
  CONSTRAINT batches_reason_check CHECK ((status = 'paused') = (reason IS NOT NULL)),
  CONSTRAINT batches_finished_check CHECK ((status IN ('done', 'cancelled')) = (finished_at IS NOT NULL)),
  CONSTRAINT batches_total_check CHECK (total > 0),
  CONSTRAINT batches_quoted_check CHECK (quoted_micro >= 0)
);
CREATE INDEX batches_user_idx ON batches (user_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX batches_running_idx ON batches (created_at) WHERE status = 'running';

CREATE TABLE batch_rows (
  batch_id       uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  -- From 1, as it stood in what was pasted or uploaded.
  row            integer NOT NULL,
  input          jsonb NOT NULL,
  -- Cells of columns that no field takes: they come back with the results.
  kept           jsonb,
  status         text NOT NULL DEFAULT 'waiting',
  -- Names the key of its run: batch:<batch>:<row>:<attempt>.
  attempt        integer NOT NULL DEFAULT 1,
  -- Runs of it that a dying process, or a provider that was away, has ended.
  interruptions  integer NOT NULL DEFAULT 0,
  not_before     timestamptz,
  owner          uuid,
  claimed_at     timestamptz,
  run_id         uuid,
  quoted_micro   bigint NOT NULL,
  charged_micro  bigint NOT NULL DEFAULT 0,
  refunded_micro bigint NOT NULL DEFAULT 0,
  reason         text,
  finished_at    timestamptz,
  PRIMARY KEY (batch_id, row),
  CONSTRAINT batch_rows_status_check CHECK (status IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  CONSTRAINT batch_rows_owner_check CHECK (owner IS NULL OR status = 'running'),
  CONSTRAINT batch_rows_finished_check CHECK ((status IN ('waiting', 'running')) = (finished_at IS NULL)),
  CONSTRAINT batch_rows_charged_check CHECK (charged_micro BETWEEN 0 AND quoted_micro),
  CONSTRAINT batch_rows_refunded_check CHECK (refunded_micro >= 0)
) WITH (fillfactor = 80);
CREATE INDEX batch_rows_open_idx ON batch_rows (batch_id, status, row) WHERE status IN ('waiting', 'running');
CREATE INDEX batch_rows_running_idx ON batch_rows (owner) WHERE status = 'running';

-- Writes what became of rows, pauses batches that cannot go on, and ends those of which nothing is left. p_ended: [{batch, row,
-- attempt, status: 'succeeded' | 'failed' | 'cancelled' | 'waiting', runId?, charged?, refunded?, reason?, interrupted?, notBefore?,
-- pause?}]; 'waiting' is tried again under the next key. Only what the caller still owns counts, so a late or repeated word changes
-- nothing. Answers the batches that have ended now.
CREATE FUNCTION batch_settle(p_owner uuid, p_ended jsonb, p_now timestamptz)
RETURNS TABLE (id uuid, user_id uuid, name text, total integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_batches uuid[];
BEGIN
  SELECT array_agg(DISTINCT (e ->> 'batch')::uuid) INTO v_batches FROM jsonb_array_elements(p_ended) AS e;
  -- One after another for each batch: the last row sees that it is the last.
  PERFORM 1 FROM batches WHERE id = ANY (v_batches) ORDER BY id FOR UPDATE;
  UPDATE batch_rows r SET
      status = v.status, owner = NULL, run_id = coalesce(e."runId", r.run_id),
      attempt = r.attempt + CASE WHEN v.status = 'waiting' THEN 1 ELSE 0 END,
      interruptions = r.interruptions + CASE WHEN e.interrupted THEN 1 ELSE 0 END,
      not_before = e."notBefore", charged_micro = coalesce(e.charged, 0), refunded_micro = coalesce(e.refunded, 0),
      reason = CASE WHEN v.status = 'waiting' THEN NULL ELSE e.reason END,
      finished_at = CASE WHEN v.status = 'waiting' THEN NULL ELSE p_now END
    FROM jsonb_to_recordset(p_ended) AS e (batch uuid, row integer, attempt integer, status text, "runId" uuid, charged bigint,
      refunded bigint, reason text, interrupted boolean, "notBefore" timestamptz)
      JOIN batches b ON b.id = e.batch
      CROSS JOIN LATERAL (SELECT CASE WHEN b.status = 'cancelled' AND e.status = 'waiting' THEN 'cancelled' ELSE e.status END AS status) v
    WHERE r.batch_id = e.batch AND r.row = e.row AND r.attempt = e.attempt AND r.status = 'running' AND r.owner = p_owner;
  UPDATE batches b SET status = 'paused', reason = e.pause
    FROM jsonb_to_recordset(p_ended) AS e (batch uuid, pause text)
    WHERE b.id = e.batch AND e.pause IS NOT NULL AND b.status = 'running';
  RETURN QUERY UPDATE batches b SET status = 'done', finished_at = p_now
    WHERE b.id = ANY (v_batches) AND b.status = 'running'
      AND NOT EXISTS (SELECT 1 FROM batch_rows r WHERE r.batch_id = b.id AND r.status IN ('waiting', 'running'))
    RETURNING b.id, b.user_id, b.name, b.total;
END $$;

-- Takes up to p_free waiting rows for a process: of each batch no more than p_per_batch are ever under way, and those with the
-- fewest come first. Batches that another process looks at in this moment are passed over.
CREATE FUNCTION batch_claim(p_owner uuid, p_free integer, p_per_batch integer, p_now timestamptz)
RETURNS TABLE (batch_id uuid, "row" integer, input jsonb, attempt integer, interruptions integer, quoted_micro bigint, user_id uuid,
  tool_id text, options jsonb, provider text, model text, plan text, suspended boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_open uuid[];
BEGIN
  SELECT array_agg(o.id) INTO v_open FROM (
    SELECT b.id FROM batches b
    WHERE b.status = 'running' AND NOT b.delayed AND EXISTS (
      SELECT 1 FROM batch_rows r WHERE r.batch_id = b.id AND r.status = 'waiting' AND (r.not_before IS NULL OR r.not_before <= p_now))
    ORDER BY b.created_at LIMIT 200 FOR UPDATE SKIP LOCKED) o;
  IF v_open IS NULL THEN RETURN; END IF;
  -- A statement of its own: it sees what was claimed until the locks above were had.
  RETURN QUERY
    WITH ranked AS (
      SELECT b.id, w.row, busy.rows + row_number() OVER (PARTITION BY b.id ORDER BY w.row) AS place
      FROM batches b
        CROSS JOIN LATERAL (SELECT count(*) AS rows FROM batch_rows r WHERE r.batch_id = b.id AND r.status = 'running') busy
        CROSS JOIN LATERAL (
          SELECT r.row FROM batch_rows r
          WHERE r.batch_id = b.id AND r.status = 'waiting' AND (r.not_before IS NULL OR r.not_before <= p_now)
          ORDER BY r.row LIMIT p_per_batch) w
      WHERE b.id = ANY (v_open)),
    chosen AS (SELECT id, row FROM ranked WHERE place <= p_per_batch ORDER BY place, id LIMIT p_free),
    claimed AS (
      UPDATE batch_rows r SET status = 'running', owner = p_owner, claimed_at = p_now, not_before = NULL
      FROM chosen c WHERE r.batch_id = c.id AND r.row = c.row AND r.status = 'waiting'
      RETURNING r.batch_id, r.row, r.input, r.attempt, r.interruptions, r.quoted_micro)
    SELECT c.batch_id, c.row, c.input, c.attempt, c.interruptions, c.quoted_micro, b.user_id, b.tool_id, b.options, b.provider,
        b.model, u.plan, u.suspended_at IS NOT NULL OR u.deleted_at IS NOT NULL
      FROM claimed c JOIN batches b ON b.id = c.batch_id JOIN users u ON u.id = b.user_id;
END $$;

-- Decides about rows whose process has died, or that this one has claimed without hearing of it: by the run that stands under the
-- row's key. One that goes on is left to whoever ends it; what was never begun, or was interrupted, is tried again, at most p_tries
-- times. p_active: what this process works on, as "batch:row". Answers the batches that have ended with it.
CREATE FUNCTION batch_recover(p_owner uuid, p_embedded boolean, p_dead_before timestamptz, p_active jsonb, p_tries integer, p_now timestamptz)
RETURNS TABLE (id uuid, user_id uuid, name text, total integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_verdicts jsonb;
BEGIN
  WITH lost AS (
    SELECT r.batch_id, r.row, r.attempt, r.interruptions FROM batch_rows r JOIN batches b ON b.id = r.batch_id
    WHERE r.status = 'running' AND NOT b.delayed AND CASE
      WHEN r.owner = p_owner THEN r.claimed_at < p_now - interval '15 seconds' AND NOT p_active ? (r.batch_id || ':' || r.row)
      WHEN p_embedded THEN true
      ELSE r.claimed_at < p_dead_before AND NOT EXISTS (
        SELECT 1 FROM instances i WHERE i.id = r.owner AND i.stopped_at IS NULL AND i.last_seen_at >= p_dead_before) END
    ORDER BY r.batch_id, r.row LIMIT 200 FOR UPDATE OF r SKIP LOCKED),
  judged AS (
    SELECT l.*, u.id AS run_id, u.charged_micro, u.refunded_micro, u.reason, CASE
        WHEN u.id IS NULL THEN 'waiting'
        WHEN u.status <> 'failed' THEN u.status
        WHEN u.reason IN ('interrupted', 'server_stopping', 'leader_stopped') AND l.interruptions + 1 < p_tries THEN 'waiting'
        ELSE 'failed' END AS verdict
    FROM lost l LEFT JOIN LATERAL (
      SELECT u.* FROM runs u
      WHERE u.batch_id = l.batch_id AND u.requested #>> '{idempotency,key}' = format('batch:%s:%s:%s', l.batch_id, l.row, l.attempt)
      ORDER BY u.created_at DESC LIMIT 1) u ON true),
  taken AS (
    UPDATE batch_rows r SET owner = p_owner FROM judged j
    WHERE r.batch_id = j.batch_id AND r.row = j.row AND j.verdict <> 'running' RETURNING r.batch_id, r.row)
  SELECT jsonb_agg(jsonb_build_object('batch', j.batch_id, 'row', j.row, 'attempt', j.attempt, 'status', j.verdict, 'runId', j.run_id,
      'charged', j.charged_micro, 'refunded', j.refunded_micro, 'reason', j.reason, 'interrupted', j.run_id IS NOT NULL AND j.verdict IN ('waiting', 'failed')))
    INTO v_verdicts FROM judged j JOIN taken t USING (batch_id, row);
  IF v_verdicts IS NOT NULL THEN RETURN QUERY SELECT * FROM batch_settle(p_owner, v_verdicts, p_now); END IF;
END $$;
