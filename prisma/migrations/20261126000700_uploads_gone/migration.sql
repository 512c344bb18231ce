-- What was uploaded counts for a day, deleted meanwhile or not: else who deletes each file may send files without end.
CREATE TABLE uploads_gone (
  id          uuid PRIMARY KEY,
  user_id     uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX uploads_gone_user_idx ON uploads_gone (user_id, uploaded_at);

-- Removes an upload of its owner's and leaves the time of it; null where there is none. Behind the lock of their uploads, so it counts
-- all the time.
CREATE FUNCTION file_remove_upload(p_user uuid, p_file uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE v_key text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('file_upload:' || p_user::text, 0));
  WITH gone AS (
    DELETE FROM files WHERE id = p_file AND user_id = p_user AND origin = 'upload' RETURNING id, user_id, created_at, storage_key),
  counted AS (INSERT INTO uploads_gone (id, user_id, uploaded_at) SELECT id, user_id, created_at FROM gone)
  SELECT storage_key INTO v_key FROM gone;
  RETURN v_key;
END $$;

CREATE OR REPLACE FUNCTION file_upload(
  p_user uuid, p_file jsonb, p_text text, p_quota_bytes bigint, p_per_day integer, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_bytes bigint; v_today bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('file_upload:' || p_user::text, 0));
  DELETE FROM uploads_gone WHERE user_id = p_user AND uploaded_at <= p_now - interval '1 day';
  SELECT coalesce(sum(bytes), 0), count(*) FILTER (WHERE created_at > p_now - interval '1 day') INTO v_bytes, v_today
    FROM files WHERE user_id = p_user AND origin = 'upload';
  v_today := v_today + (SELECT count(*) FROM uploads_gone WHERE user_id = p_user);
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
