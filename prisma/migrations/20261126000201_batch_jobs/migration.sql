-- Batches that a provider does as one job, and what the owner of a batch is told.

-- One job of a provider for one batch. Its id is the reference it is found by when the answer that named it was lost.
CREATE TABLE batch_jobs (
  id           uuid PRIMARY KEY,
  batch_id     uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  provider     text NOT NULL,
  model        text NOT NULL,
  -- opening: runs are begun; submitting: the provider may have it; submitted: it has; ended.
  status       text NOT NULL DEFAULT 'opening',
  -- Names it at the provider.
  ticket       text,
  -- Of its price, fixed when the batch was quoted.
  share        double precision NOT NULL,
  owner        uuid,
  leased_until timestamptz,
  look_at      timestamptz NOT NULL,
  failures     integer NOT NULL DEFAULT 0,
  deadline_at  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL,
  CONSTRAINT batch_jobs_status_check CHECK (status IN ('opening', 'submitting', 'submitted', 'ended')),
  CONSTRAINT batch_jobs_share_check CHECK (share > 0 AND share <= 1),
  CONSTRAINT batch_jobs_ticket_check CHECK (status <> 'submitted' OR ticket IS NOT NULL)
);
CREATE UNIQUE INDEX batch_jobs_batch_key ON batch_jobs (batch_id);
CREATE INDEX batch_jobs_due_idx ON batch_jobs (look_at) WHERE status <> 'ended';

DROP FUNCTION batch_recover;
DROP FUNCTION batch_settle;

-- Writes what became of rows, pauses batches that cannot go on, and ends those of which nothing is left. p_ended: [{batch, row,
-- attempt, status: 'succeeded' | 'failed' | 'cancelled' | 'waiting', runId?, charged?, refunded?, reason?, interrupted?, notBefore?,
-- pause?}]; 'waiting' is tried again under the next key. Only what the caller still owns counts, so a late or repeated word changes
-- nothing. Answers the batches that were paused or have ended now.
CREATE FUNCTION batch_settle(p_owner uuid, p_ended jsonb, p_now timestamptz)
RETURNS TABLE (id uuid, user_id uuid, tool_id text, name text, total integer, status text, reason text, succeeded integer, failed integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_batches uuid[]; v_changed uuid[];
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
  WITH paused AS (
    UPDATE batches b SET status = 'paused', reason = e.pause
      FROM jsonb_to_recordset(p_ended) AS e (batch uuid, pause text)
      WHERE b.id = e.batch AND e.pause IS NOT NULL AND b.status = 'running' RETURNING b.id),
  done AS (
    UPDATE batches b SET status = 'done', finished_at = p_now
      WHERE b.id = ANY (v_batches) AND b.status = 'running'
        AND NOT EXISTS (SELECT 1 FROM batch_rows r WHERE r.batch_id = b.id AND r.status IN ('waiting', 'running'))
      RETURNING b.id)
  SELECT array_agg(c.id) INTO v_changed FROM (SELECT id FROM paused UNION SELECT id FROM done) c;
  RETURN QUERY SELECT b.id, b.user_id, b.tool_id, b.name, b.total, b.status, b.reason, f.succeeded, f.failed
    FROM batches b CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE r.status = 'succeeded')::integer AS succeeded, count(*) FILTER (WHERE r.status = 'failed')::integer AS failed
      FROM batch_rows r WHERE r.batch_id = b.id) f
    WHERE b.id = ANY (v_changed);
END $$;

-- Decides about rows whose process has died, or that this one has claimed without hearing of it: by the run that stands under the
-- row's key. One that goes on is left to whoever ends it; what was never begun, or was interrupted, is tried again, at most p_tries
-- times. p_active: what this process works on, as "batch:row". Answers as batch_settle does.
CREATE FUNCTION batch_recover(p_owner uuid, p_embedded boolean, p_dead_before timestamptz, p_active jsonb, p_tries integer, p_now timestamptz)
RETURNS TABLE (id uuid, user_id uuid, tool_id text, name text, total integer, status text, reason text, succeeded integer, failed integer) LANGUAGE plpgsql AS $$
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
