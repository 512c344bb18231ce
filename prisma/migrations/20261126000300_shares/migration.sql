-- Results that their owners show to whoever has the link. The slug is the whole secret; one live link per run.
CREATE TABLE shares (
  slug       text PRIMARY KEY,
  run_id     uuid NOT NULL REFERENCES runs (id),
  user_id    uuid NOT NULL REFERENCES users (id),
  show_input boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT shares_slug_check CHECK (slug ~ '^[0-9A-Za-z]{22,40}$'),
  CONSTRAINT shares_revoked_check CHECK (revoked_at >= created_at)
);
CREATE UNIQUE INDEX shares_live_idx ON shares (run_id) WHERE revoked_at IS NULL;
CREATE INDEX shares_user_idx ON shares (user_id, created_at DESC, slug);

-- The run that a link shows; nothing for a link that is unknown or revoked, and for a run or an account that is gone.
CREATE FUNCTION share_run(p_slug text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT r.id FROM shares s
    JOIN runs r ON r.id = s.run_id AND r.user_id = s.user_id
    JOIN users u ON u.id = s.user_id
  WHERE s.slug = p_slug AND s.revoked_at IS NULL AND r.deleted_at IS NULL AND r.status <> 'running'
    AND u.suspended_at IS NULL AND u.deleted_at IS NULL
$$;

-- Whether a live link shows this file: only what the run has brought forth, never what was uploaded for it. A run that was answered
-- from another one shows that one's files.
CREATE FUNCTION share_shows_file(p_slug text, p_file uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM runs r WHERE r.id = share_run(p_slug)
    AND r.output @> jsonb_build_object('files', jsonb_build_array(jsonb_build_object('id', p_file))))
$$;

-- Whoever is suspended or leaves shows nothing any more, also once the suspension is over.
CREATE FUNCTION shares_revoke_with_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE shares SET revoked_at = greatest(created_at, coalesce(NEW.suspended_at, NEW.deleted_at))
    WHERE user_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER shares_revoke_with_user AFTER UPDATE OF suspended_at, deleted_at ON users
  FOR EACH ROW WHEN (NEW.suspended_at IS NOT NULL OR NEW.deleted_at IS NOT NULL)
  EXECUTE FUNCTION shares_revoke_with_user();
