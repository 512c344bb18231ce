-- People, sessions, settings, audit, outboxes: what every room stands on.

CREATE TABLE users (
  id               uuid PRIMARY KEY,
  email            text NOT NULL,
  email_normalized text NOT NULL,
  name             text,
  password_hash    text,
  role             text NOT NULL DEFAULT 'user',
  plan             text NOT NULL DEFAULT 'free',
  email_verified_at timestamptz,
  referral_code    text NOT NULL,
  referred_by      uuid REFERENCES users (id),
  suspended_at     timestamptz,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_email_normalized_key UNIQUE (email_normalized),
  CONSTRAINT users_referral_code_key UNIQUE (referral_code),
  CONSTRAINT users_role_check CHECK (role IN ('user', 'admin')),
  CONSTRAINT users_plan_check CHECK (plan IN ('free', 'premium')),
  CONSTRAINT users_email_check CHECK (length(email) BETWEEN 3 AND 254)
);
CREATE INDEX users_created_at_idx ON users (created_at DESC, id);

-- A signed-in browser. Only the SHA-256 of the token is kept.
CREATE TABLE auth_sessions (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash   text NOT NULL,
  user_agent   text,
  address      text,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  CONSTRAINT auth_sessions_token_hash_key UNIQUE (token_hash),
  CONSTRAINT auth_sessions_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX auth_sessions_user_id_idx ON auth_sessions (user_id, created_at DESC);

CREATE TABLE audit_log (
  id           uuid PRIMARY KEY,
  actor_type   text NOT NULL,
  actor_id     text,
  action       text NOT NULL,
  subject_type text NOT NULL,
  subject_id   text NOT NULL,
  data         jsonb NOT NULL DEFAULT '{}',
  request_id   text,
  created_at   timestamptz NOT NULL
);
CREATE INDEX audit_log_created_at_idx ON audit_log (created_at DESC, id);
CREATE INDEX audit_log_subject_idx ON audit_log (subject_type, subject_id, created_at DESC);

-- One row: the operator's overrides, a sparse tree over the built-in defaults.
CREATE TABLE settings (
  id         smallint PRIMARY KEY DEFAULT 1,
  tree       jsonb NOT NULL DEFAULT '{}',
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT settings_single_row_check CHECK (id = 1),
  CONSTRAINT settings_tree_check CHECK (jsonb_typeof(tree) = 'object')
);
INSERT INTO settings (id) VALUES (1);

-- What happened, written in the caller's transaction; listeners read it in order.
CREATE TABLE outbox_events (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type         text NOT NULL,
  user_id      uuid,
  data         jsonb NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL,
  processed_at timestamptz
);
CREATE INDEX outbox_events_pending_idx ON outbox_events (id) WHERE processed_at IS NULL;

CREATE TABLE outbox_mails (
  id         uuid PRIMARY KEY,
  recipient  text NOT NULL,
  subject    text NOT NULL,
  body       text NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at    timestamptz
);
CREATE INDEX outbox_mails_created_at_idx ON outbox_mails (created_at DESC, id);

-- A server process and its heartbeat: what it held open is returned once it is dead.
CREATE TABLE instances (
  id           uuid PRIMARY KEY,
  started_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  stopped_at   timestamptz
);

-- What somebody typed before they could run it (not signed in, not enough credits, no script).
CREATE TABLE drafts (
  id         uuid PRIMARY KEY,
  user_id    uuid REFERENCES users (id) ON DELETE CASCADE,
  tool_id    text NOT NULL,
  request    jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX drafts_expires_at_idx ON drafts (expires_at);
