-- Links that are mailed: one use each, and only the SHA-256 of the token is kept.
CREATE TABLE account_tokens (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind       text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  CONSTRAINT account_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT account_tokens_kind_check CHECK (kind IN ('verify', 'reset')),
  CONSTRAINT account_tokens_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX account_tokens_user_id_idx ON account_tokens (user_id, kind);

-- When a person closed the account. The row stays, without a name and an address, because the ledger refers to it.
ALTER TABLE users ADD COLUMN deleted_at timestamptz;
CREATE INDEX outbox_mails_recipient_idx ON outbox_mails (recipient);
