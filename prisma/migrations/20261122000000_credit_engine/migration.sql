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
