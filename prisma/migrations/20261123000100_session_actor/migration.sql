-- Who holds a session's token now: every request asks, so the plan is kept by the connection. Notes at most every five
-- minutes that the session is in use. NULL for a session that is unknown, revoked, expired, idle since p_idle_before, or
-- whose user is suspended.
CREATE FUNCTION session_actor(p_token_hash text, p_now timestamptz, p_idle_before timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v record;
BEGIN
  SELECT s.id, s.last_seen_at, u.id AS user_id, u.role, u.plan INTO v
    FROM auth_sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token_hash = p_token_hash AND s.revoked_at IS NULL AND s.expires_at > p_now
      AND s.last_seen_at > p_idle_before AND u.suspended_at IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF v.last_seen_at < p_now - interval '5 minutes' THEN
    UPDATE auth_sessions SET last_seen_at = p_now WHERE id = v.id;
  END IF;
  RETURN jsonb_build_object('sessionId', v.id, 'userId', v.user_id, 'role', v.role, 'plan', v.plan);
END $$;
