-- Jobs that providers have accepted (films) and nobody has fetched or dropped yet. What is left here of a run that has ended
-- was left by a process that died: the sweep asks the provider to drop it, since it is paid for.
CREATE TABLE upstream_jobs (
  id          uuid PRIMARY KEY,
  run_id      uuid NOT NULL REFERENCES runs (id),
  provider    text NOT NULL,
  ticket      text NOT NULL,
  accepted_at timestamptz NOT NULL
);
CREATE INDEX upstream_jobs_run_idx ON upstream_jobs (run_id);
