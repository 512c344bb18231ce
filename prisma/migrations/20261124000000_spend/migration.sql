-- What providers charge us is summed by day while spend caps are set. Runs end roughly in the order they stand in the table, so a
-- summary of block ranges finds a day's runs and costs a run next to nothing.
CREATE INDEX runs_finished_idx ON runs USING brin (finished_at) WITH (autosummarize = on);
