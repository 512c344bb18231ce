-- ad_sessions_user_created_idx is the same: one of them is enough.
DROP INDEX ad_sessions_user_idx;
