-- What networks report is named as the hub names it: countries by two letters, '' for what a report leaves open.
ALTER TABLE ad_yield
  ADD CONSTRAINT ad_yield_country_check CHECK (country ~ '^([A-Z]{2})?$'),
  ADD CONSTRAINT ad_yield_kind_check CHECK (kind IN ('', 'text', 'image', 'video')),
  ADD CONSTRAINT ad_yield_network_check CHECK (network ~ '^[a-z][a-z0-9_]{0,30}$' AND network <> 'house');
ALTER TABLE ad_days
  ADD CONSTRAINT ad_days_counts_check CHECK (least(sessions, views, completed, claimed, no_fill, blocked, failed) >= 0
    AND completed <= views AND claimed <= sessions AND taken_micro BETWEEN 0 AND paid_micro);
-- What one person was shown today, and what failed for them in the last hour.
CREATE INDEX IF NOT EXISTS ad_sessions_user_created_idx ON ad_sessions (user_id, created_at DESC);
