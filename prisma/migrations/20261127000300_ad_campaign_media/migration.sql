-- Pictures and films of house ads, made by operators. They belong to no run and to no account's quota.
CREATE TABLE ad_media (
  id          uuid PRIMARY KEY,
  media_type  text NOT NULL,
  bytes       bigint NOT NULL,
  width       integer,
  height      integer,
  sha256      text NOT NULL,
  storage_key text NOT NULL,
  created_by  uuid NOT NULL,
  created_at  timestamptz NOT NULL,
  CONSTRAINT ad_media_type_check CHECK (media_type IN ('image/webp', 'video/mp4', 'video/webm')),
  CONSTRAINT ad_media_bytes_check CHECK (bytes BETWEEN 1 AND 20971520),
  CONSTRAINT ad_media_storage_key UNIQUE (storage_key)
);
-- creative: {headline, body, action, url, mediaId, alt}
CREATE INDEX ad_campaigns_media_idx ON ad_campaigns ((creative ->> 'mediaId'));
ALTER TABLE ad_campaigns ADD CONSTRAINT ad_campaigns_url_check CHECK (creative ->> 'url' IS NULL OR creative ->> 'url' LIKE 'https://%');

-- What was shown stays as it was shown, whatever becomes of the campaign.
ALTER TABLE ad_views ADD COLUMN creative jsonb;
-- The sessions of one person, newest first: what they were shown last, and how often today.
CREATE INDEX ad_sessions_user_idx ON ad_sessions (user_id, created_at DESC);
