-- Whether a session still holds, for the very user, role and plan that somebody remembers of it: asked in the statement that acts on
-- it, so that revoking, suspending and a change of plan work at once although the session was not looked up for this call.
-- STABLE: as a condition without columns it is asked once, before anything is done.
CREATE FUNCTION session_lives(p_session uuid, p_user uuid, p_role text, p_plan text, p_now timestamptz, p_idle_before timestamptz)
RETURNS boolean STABLE LANGUAGE plpgsql AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM auth_sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = p_session AND s.user_id = p_user AND s.revoked_at IS NULL AND s.expires_at > p_now
      AND s.last_seen_at > p_idle_before AND u.suspended_at IS NULL AND u.role = p_role AND u.plan = p_plan);
END $$;
