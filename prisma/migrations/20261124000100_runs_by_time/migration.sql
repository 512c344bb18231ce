-- Runs of a span of time, for the operator's figures: rows lie in the order of their making, so a block range index finds them
-- and costs a run next to nothing.
CREATE INDEX runs_created_idx ON runs USING brin (created_at) WITH (pages_per_range = 32);
