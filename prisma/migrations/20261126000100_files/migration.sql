-- Files come from runs or from their owners. What a document says is kept beside its bytes, so that nobody reads it twice.

ALTER TABLE files
  ADD COLUMN origin  text NOT NULL DEFAULT 'run',
  ADD COLUMN kind    text,
  ADD COLUMN name    text,
  ADD COLUMN seconds double precision;
UPDATE files SET kind = CASE WHEN split_part(media_type, '/', 1) IN ('image', 'audio', 'video')
  THEN split_part(media_type, '/', 1) ELSE 'document' END;
ALTER TABLE files
  ALTER COLUMN kind SET NOT NULL,
  ADD CONSTRAINT files_origin_check CHECK (origin IN ('run', 'upload')),
  ADD CONSTRAINT files_kind_check CHECK (kind IN ('image', 'audio', 'video', 'document')),
  -- Of a run and without a name, or uploaded under one.
  ADD CONSTRAINT files_whose_check CHECK ((origin = 'run') = (run_id IS NOT NULL) AND (origin = 'upload') = (name IS NOT NULL)),
  ADD CONSTRAINT files_name_check CHECK (length(name) BETWEEN 1 AND 200),
  ADD CONSTRAINT files_seconds_check CHECK (seconds >= 0);
CREATE UNIQUE INDEX files_storage_key_idx ON files (storage_key);
CREATE INDEX files_uploads_idx ON files (user_id, created_at DESC, id DESC) WHERE origin = 'upload';
CREATE INDEX files_upload_age_idx ON files (created_at) WHERE origin = 'upload';
-- Which run works on a file: every tool calls that field `fileId`.
CREATE INDEX runs_input_file_idx ON runs ((input ->> 'fileId')) WHERE input ->> 'fileId' IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE file_texts (
  file_id    uuid PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  text       text NOT NULL,
  -- UTF-16 units of the text that is kept.
  characters integer NOT NULL,
  -- Whether the document goes on behind it.
  cut        boolean NOT NULL,
  CONSTRAINT file_texts_characters_check CHECK (characters >= 0)
);

-- Writes an uploaded file down, with its text, unless that is more than its owner may keep. One user's uploads go one after the
-- other, so two at once cannot both find the last place. outcome: 'stored' | 'quota' | 'per_day'.
CREATE FUNCTION file_upload(
  p_user uuid, p_file jsonb, p_text text, p_quota_bytes bigint, p_per_day integer, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_bytes bigint; v_today bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('file_upload:' || p_user::text, 0));
  SELECT coalesce(sum(bytes), 0), count(*) FILTER (WHERE created_at > p_now - interval '1 day') INTO v_bytes, v_today
    FROM files WHERE user_id = p_user AND origin = 'upload';
  IF v_today >= p_per_day THEN RETURN jsonb_build_object('outcome', 'per_day'); END IF;
  IF v_bytes + (p_file ->> 'bytes')::bigint > p_quota_bytes THEN RETURN jsonb_build_object('outcome', 'quota'); END IF;
  INSERT INTO files (id, user_id, origin, kind, name, media_type, bytes, width, height, seconds, sha256, storage_key, created_at)
  SELECT f.id, p_user, 'upload', f.kind, f.name, f."mediaType", f.bytes, f.width, f.height, f.seconds, f.sha256, f."storageKey", p_now
    FROM jsonb_to_record(p_file) AS f (id uuid, kind text, name text, "mediaType" text, bytes bigint, width integer, height integer,
      seconds double precision, sha256 text, "storageKey" text);
  IF p_text IS NOT NULL THEN
    INSERT INTO file_texts (file_id, text, characters, cut)
    SELECT f.id, p_text, f.characters, f.cut FROM jsonb_to_record(p_file) AS f (id uuid, characters integer, cut boolean);
  END IF;
  RETURN jsonb_build_object('outcome', 'stored');
END $$;

-- A run's files are told their kind and their length in seconds.
DO $$
DECLARE v_before text := pg_get_functiondef('run_finish'::regproc); v_after text;
BEGIN
  v_after := replace(v_before,
    'INSERT INTO files (id, user_id, run_id, media_type, bytes, width, height, sha256, storage_key, created_at)',
    'INSERT INTO files (id, user_id, run_id, origin, kind, media_type, bytes, width, height, seconds, sha256, storage_key, created_at)');
  v_after := replace(v_after, 'SELECT f.id, r.user_id, p_run, f."mediaType", f.bytes, f.width, f.height, f.sha256, f."storageKey", p_now',
    'SELECT f.id, r.user_id, p_run, ''run'', CASE WHEN split_part(f."mediaType", ''/'', 1) IN (''image'', ''audio'', ''video'')
        THEN split_part(f."mediaType", ''/'', 1) ELSE ''document'' END,
      f."mediaType", f.bytes, f.width, f.height, f.seconds, f.sha256, f."storageKey", p_now');
  v_after := replace(v_after, 'width integer, height integer, sha256 text, "storageKey" text)',
    'width integer, height integer, seconds double precision, sha256 text, "storageKey" text)');
  IF position('f.height, f.seconds' IN v_after) = 0 OR position('width, height, seconds' IN v_after) = 0
    OR position('height integer, seconds double' IN v_after) = 0 THEN
    RAISE EXCEPTION 'run_finish is not the one this change is for';
  END IF;
  EXECUTE v_after;
END $$;
