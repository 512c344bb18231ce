-- What was refused to somebody or taken back: few rows, looked at with every claim.
CREATE INDEX ad_sessions_undone_idx ON ad_sessions (user_id, claimed_at) WHERE state IN ('refused', 'reversed');
-- Whoever claimed on a day, whoever they are.
CREATE INDEX ad_sessions_day_idx ON ad_sessions (claimed_at, user_id) WHERE claimed_at IS NOT NULL;
