-- One heartbeat of an ad view: one statement under the session's row lock, so that beats sent at once cannot count twice.
-- Counts what the server's clock and the player's position agree on, at most ten seconds, and only while visible.
-- Hidden time counts nothing: neither what leads up to a hidden beat nor what follows it until the next visible one.
-- The time between two beats is that of the whole session: views watched side by side share it.
-- outcome: 'counted' | 'unknown' | 'ended' | 'expired' | 'too_fast'.
CREATE FUNCTION ad_progress(
  p_session uuid, p_user uuid, p_view uuid, p_position_ms integer, p_visible boolean, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_session ad_sessions; v_view ad_views; v_last timestamptz; v_gain integer := 0; v_watched bigint;
BEGIN
  SELECT * INTO v_session FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  SELECT * INTO v_view FROM ad_views WHERE id = p_view AND session_id = p_session;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  IF v_session.state = 'active' AND v_session.expires_at <= p_now THEN RETURN jsonb_build_object('outcome', 'expired'); END IF;
  IF v_session.state <> 'active' THEN
    RETURN jsonb_build_object('outcome', CASE v_session.state WHEN 'expired' THEN 'expired' ELSE 'ended' END);
  END IF;

  -- A clock that was set back must not keep an old window open.
  IF v_session.beat_window_at IS NULL OR p_now < v_session.beat_window_at
     OR p_now - v_session.beat_window_at >= interval '1 second' THEN
    v_session.beat_window_at := p_now;
    v_session.beat_count := 0;
  END IF;
  -- Refused beats leave the count where it is: it cannot overflow, and the window still ends.
  IF v_session.beat_count >= 4 THEN RETURN jsonb_build_object('outcome', 'too_fast'); END IF;
  UPDATE ad_sessions SET beat_window_at = v_session.beat_window_at, beat_count = v_session.beat_count + 1 WHERE id = p_session;

  -- Time is the session's, not the view's: two views at once share one clock.
  SELECT max(last_beat_at) INTO v_last FROM ad_views WHERE session_id = p_session;
  IF v_view.started_at IS NOT NULL AND p_visible AND v_view.last_visible THEN
    v_gain := greatest(0, least(extract(epoch FROM p_now - v_last) * 1000, p_position_ms - v_view.position_ms, 10000))::integer;
  END IF;
  UPDATE ad_views SET
      watched_ms = least(watched_ms + v_gain, seconds * 1000),
      position_ms = greatest(position_ms, p_position_ms),
      last_visible = p_visible,
      started_at = coalesce(started_at, p_now),
      last_beat_at = greatest(last_beat_at, p_now)
    WHERE id = p_view;
  SELECT sum(watched_ms) INTO v_watched FROM ad_views WHERE session_id = p_session;
  RETURN jsonb_build_object('outcome', 'counted', 'watchedMs', v_watched, 'requiredSeconds', v_session.watch_seconds);
END $$;
