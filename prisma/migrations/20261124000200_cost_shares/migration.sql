-- A run's row books its whole cost on the provider that ended it. Where others were paid for it as well (a text that went on
-- with another model, a race), their shares stand here, so that each provider's day is summed right.
CREATE TABLE run_cost_shares (
  run_id        uuid NOT NULL REFERENCES runs (id),
  provider      text NOT NULL,
  cost_nano_usd bigint NOT NULL,
  finished_at   timestamptz NOT NULL,
  PRIMARY KEY (run_id, provider),
  CONSTRAINT run_cost_shares_cost_check CHECK (cost_nano_usd > 0)
);
CREATE INDEX run_cost_shares_finished_idx ON run_cost_shares (finished_at);
