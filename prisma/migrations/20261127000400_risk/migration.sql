-- What looked wrong, with its evidence, and what was decided about it. Whoever is honest leaves nothing here.
CREATE TABLE risk_cases (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES users (id),
  flow         text NOT NULL,
  subject_type text NOT NULL,
  subject_id   uuid NOT NULL,
  score        smallint NOT NULL,
  -- [{id, points, numbers}]
  signals      jsonb NOT NULL,
  decision     text NOT NULL,
  state        text NOT NULL DEFAULT 'open',
  -- null where time decided: a delayed claim that came due
  decided_by   uuid REFERENCES users (id),
  decided_at   timestamptz,
  note         text,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  CONSTRAINT risk_cases_once_key UNIQUE (flow, subject_type, subject_id),
  CONSTRAINT risk_cases_flow_check CHECK (flow ~ '^[a-z_]{2,40}$' AND subject_type ~ '^[a-z_]{2,40}$'),
  CONSTRAINT risk_cases_score_check CHECK (score BETWEEN 0 AND 1000),
  CONSTRAINT risk_cases_signals_check CHECK (jsonb_typeof(signals) = 'array'),
  CONSTRAINT risk_cases_decision_check CHECK (decision IN ('allow', 'challenge', 'delay', 'refuse')),
  CONSTRAINT risk_cases_state_check CHECK (state IN ('open', 'cleared', 'confirmed')),
  CONSTRAINT risk_cases_decided_check CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_by IS NULL OR decided_at IS NOT NULL)),
  CONSTRAINT risk_cases_note_check CHECK (length(note) <= 1000)
);
CREATE INDEX risk_cases_queue_idx ON risk_cases (state, score DESC, created_at DESC, id DESC);
CREATE INDEX risk_cases_user_idx ON risk_cases (user_id, created_at DESC);

ALTER TABLE ad_sessions ADD CONSTRAINT ad_sessions_case_fk FOREIGN KEY (case_id) REFERENCES risk_cases (id);

-- A sign of a person that was asked for: of one user, for one thing, solved once. The answer stands here as a keyed hash.
CREATE TABLE risk_challenges (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  flow       text NOT NULL,
  subject_id uuid NOT NULL,
  kind       text NOT NULL,
  -- why this kind: asked first, the service gave no answer, or the browser said that it cannot load it
  because    text NOT NULL,
  salt       text,
  bits       smallint,
  question   jsonb,
  expected   text,
  tries      smallint NOT NULL DEFAULT 0,
  solved_at  timestamptz,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT risk_challenges_kind_check CHECK (kind IN ('turnstile', 'local')),
  CONSTRAINT risk_challenges_because_check CHECK (because IN ('asked', 'service_down', 'browser')),
  CONSTRAINT risk_challenges_local_check CHECK ((kind = 'local') = (salt IS NOT NULL AND bits IS NOT NULL AND question IS NOT NULL AND expected IS NOT NULL)),
  CONSTRAINT risk_challenges_tries_check CHECK (tries BETWEEN 0 AND 5),
  CONSTRAINT risk_challenges_solved_check CHECK (solved_at IS NULL OR tries > 0),
  CONSTRAINT risk_challenges_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX risk_challenges_subject_idx ON risk_challenges (subject_id, flow, created_at DESC);
CREATE INDEX risk_challenges_expiry_idx ON risk_challenges (expires_at);

-- Where an account came from, as keyed hashes: device, network address, and the mailbox behind tags and dots.
CREATE TABLE risk_marks (
  kind       text NOT NULL,
  mark       text NOT NULL,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  CONSTRAINT risk_marks_pkey PRIMARY KEY (kind, mark, user_id),
  CONSTRAINT risk_marks_kind_check CHECK (kind IN ('device', 'address', 'mailbox'))
);
CREATE INDEX risk_marks_user_idx ON risk_marks (user_id);
CREATE INDEX risk_marks_created_idx ON risk_marks (created_at);

-- What all did who claimed on a day, measured from time to time: a claim is compared with it and counts nobody itself.
CREATE TABLE risk_peers (
  day         date PRIMARY KEY,
  claimers    integer NOT NULL,
  median      integer NOT NULL,
  p95         integer NOT NULL,
  most        integer NOT NULL,
  measured_at timestamptz NOT NULL,
  CONSTRAINT risk_peers_numbers_check CHECK (claimers >= 0 AND 0 <= median AND median <= p95 AND p95 <= most)
);
