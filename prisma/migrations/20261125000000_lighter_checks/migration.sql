-- What a run costs the database, measured with perf over session_actor, run_begin and run_finish.

-- A CHECK of a table is parsed again from its stored text by each INSERT and UPDATE; that of a domain once per connection. The long
-- lists were half of that text, and parsing 11 % of the processor time. They say what they said, and refuse with the same code.
CREATE DOMAIN ledger_account AS text CONSTRAINT ledger_account_known CHECK (VALUE IN (
  'user:available', 'user:held', 'user:debt',
  'platform:ad', 'platform:daily', 'platform:streak', 'platform:referral', 'platform:bonus', 'platform:offer', 'platform:royalty',
  'platform:royalty-payable', 'platform:purchase', 'platform:subscription', 'platform:admin', 'platform:revenue',
  'platform:breakage', 'platform:clawback'));
CREATE DOMAIN ledger_kind AS text CONSTRAINT ledger_kind_known CHECK (VALUE IN (
  'grant', 'hold', 'settle', 'release', 'expire', 'adjust', 'clawback', 'refund', 'royalty'));
CREATE DOMAIN hold_state AS text CONSTRAINT hold_state_known CHECK (VALUE IN ('open', 'captured', 'released', 'expired'));
CREATE DOMAIN run_kind AS text CONSTRAINT run_kind_known CHECK (VALUE IN ('text', 'image', 'audio', 'video'));
CREATE DOMAIN run_status AS text CONSTRAINT run_status_known CHECK (VALUE IN ('running', 'succeeded', 'failed', 'cancelled'));

ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_account_check, ALTER COLUMN account TYPE ledger_account;
ALTER TABLE ledger_transactions DROP CONSTRAINT ledger_transactions_kind_check, ALTER COLUMN kind TYPE ledger_kind;
ALTER TABLE credit_holds DROP CONSTRAINT credit_holds_state_check, ALTER COLUMN state TYPE hold_state;
ALTER TABLE runs DROP CONSTRAINT runs_status_check, ALTER COLUMN status TYPE run_status,
  DROP CONSTRAINT runs_kind_check, ALTER COLUMN kind TYPE run_kind;

-- ANALYZE sorts a sample of every column it keeps figures of, and comparing JSON is the dearest sort of all: a fifth of the database's
-- time while a busy table was analysed. No plan asks what these columns hold.
ALTER TABLE runs ALTER COLUMN input SET STATISTICS 0, ALTER COLUMN options SET STATISTICS 0,
  ALTER COLUMN requested SET STATISTICS 0, ALTER COLUMN output SET STATISTICS 0, ALTER COLUMN attempts SET STATISTICS 0,
  ALTER COLUMN usage SET STATISTICS 0, ALTER COLUMN pricing SET STATISTICS 0;
ALTER TABLE idempotency_keys ALTER COLUMN result SET STATISTICS 0;
ALTER TABLE outbox_events ALTER COLUMN data SET STATISTICS 0;
ALTER TABLE audit_log ALTER COLUMN data SET STATISTICS 0;
ALTER TABLE drafts ALTER COLUMN request SET STATISTICS 0;
