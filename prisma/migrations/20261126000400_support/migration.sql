-- What people are told in the app, what they report about a run, and what was refused before it became one.

CREATE TABLE notices (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id),
  kind       text NOT NULL,
  -- The run, batch or report it is about: said once, except that a batch may pause again.
  about      uuid NOT NULL,
  data       jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  read_at    timestamptz,
  CONSTRAINT notices_kind_check CHECK (kind IN (
    'run_done', 'run_failed', 'batch_done', 'batch_paused', 'problem_refunded', 'problem_declined')),
  CONSTRAINT notices_data_check CHECK (jsonb_typeof(data) = 'object')
);
CREATE UNIQUE INDEX notices_once_key ON notices (user_id, about, kind) WHERE kind <> 'batch_paused';
CREATE INDEX notices_user_idx ON notices (user_id, created_at DESC, id DESC);
CREATE INDEX notices_unread_idx ON notices (user_id) WHERE read_at IS NULL;
CREATE INDEX notices_created_idx ON notices (created_at);

CREATE TABLE run_problems (
  id             uuid PRIMARY KEY,
  run_id         uuid NOT NULL REFERENCES runs (id),
  user_id        uuid NOT NULL REFERENCES users (id),
  reason         text NOT NULL,
  message        text,
  -- The operator may look at what was typed and what came.
  shares_content boolean NOT NULL DEFAULT false,
  status         text NOT NULL DEFAULT 'open',
  answer         text,
  refunded_micro bigint,
  decided_by     uuid REFERENCES users (id),
  created_at     timestamptz NOT NULL,
  decided_at     timestamptz,
  CONSTRAINT run_problems_reason_check CHECK (reason IN (
    'wrong_output', 'empty_output', 'broken_output', 'charged_though_failed', 'unsafe_content', 'other')),
  CONSTRAINT run_problems_message_check CHECK (length(message) BETWEEN 1 AND 2000),
  CONSTRAINT run_problems_answer_check CHECK (length(answer) BETWEEN 1 AND 1000),
  CONSTRAINT run_problems_status_check CHECK (status IN ('open', 'refunded', 'declined')),
  CONSTRAINT run_problems_decided_check CHECK (
    (status = 'open') = (decided_at IS NULL) AND (status = 'open') = (decided_by IS NULL)
    AND (status <> 'open' OR answer IS NULL) AND (status <> 'declined' OR answer IS NOT NULL)),
  CONSTRAINT run_problems_refunded_check CHECK ((status = 'refunded') = (refunded_micro IS NOT NULL) AND refunded_micro > 0)
);
-- One open report of a run, whoever sends it twice.
CREATE UNIQUE INDEX run_problems_open_key ON run_problems (run_id) WHERE status = 'open';
CREATE INDEX run_problems_run_idx ON run_problems (run_id, created_at DESC);
CREATE INDEX run_problems_user_idx ON run_problems (user_id, created_at DESC);
-- The operator's list: what is open first, the newest first.
CREATE INDEX run_problems_list_idx ON run_problems ((status = 'open') DESC, created_at DESC, id DESC);

-- Requests refused before anything was held. No run and no words: only that it happened, for a day's limit.
CREATE TABLE moderation_refusals (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id),
  tool_id    text NOT NULL,
  refused_at timestamptz NOT NULL
);
CREATE INDEX moderation_refusals_user_idx ON moderation_refusals (user_id, refused_at);

-- They count together with the runs that were refused, in the look that is taken anyway.
DO $$
DECLARE v_before text := pg_get_functiondef('run_begin'::regproc); v_after text;
BEGIN
  v_after := regexp_replace(v_before,
    'SELECT finished_at \+ interval ''1 day'' INTO v_retry FROM runs(\s+WHERE user_id = p_user AND error_code = ''moderated''.*?)ORDER BY finished_at DESC OFFSET',
    'SELECT refused_at + interval ''1 day'' INTO v_retry FROM (
      SELECT finished_at AS refused_at FROM runs\1
      UNION ALL
      SELECT refused_at FROM moderation_refusals WHERE user_id = p_user AND refused_at > p_now - interval ''1 day'') refused
      ORDER BY refused_at DESC OFFSET');
  IF position('moderation_refusals' IN v_after) = 0 THEN
    RAISE EXCEPTION 'run_begin is not the one this change is for';
  END IF;
  EXECUTE v_after;
END $$;
