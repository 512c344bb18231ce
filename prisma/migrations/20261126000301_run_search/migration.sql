-- What makes a search of the history quick: for each run a small filter of the letters it holds (lib/runs/search). Looking through
-- ten thousand of them reads a few megabytes, however long the texts are; what passes is read and compared. No run waits for it: a
-- job writes these rows, and whatever has none yet is compared itself. All of it can be made anew.
CREATE TABLE run_search (
  run_id     uuid PRIMARY KEY,
  user_id    uuid NOT NULL,
  tool_id    text NOT NULL,
  kind       text NOT NULL,
  status     text NOT NULL,
  created_at timestamptz NOT NULL,
  signature  bytea NOT NULL,
  -- A power of two: places are found by a mask. It stays below what a table moves out of its rows.
  CONSTRAINT run_search_signature_check CHECK (octet_length(signature) IN (32, 64, 128, 256, 512, 1024))
);
ALTER TABLE run_search ALTER COLUMN signature SET STORAGE PLAIN;
CREATE INDEX run_search_user_idx ON run_search (user_id, created_at DESC, run_id DESC);
CREATE INDEX run_search_running_idx ON run_search (run_id) WHERE status = 'running';

-- Every run below this id that is not deleted has its row. Ids grow with time.
CREATE TABLE run_search_mark (
  id           smallint PRIMARY KEY DEFAULT 1,
  signed_below uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  CONSTRAINT run_search_mark_single CHECK (id = 1)
);
INSERT INTO run_search_mark DEFAULT VALUES;

-- Favourites are few, and looked for among many.
CREATE INDEX runs_favourite_idx ON runs (user_id, created_at DESC, id DESC) WHERE favourite AND deleted_at IS NULL;
