-- Heartbeats may be counted outside of the database and written back now and then. A session says which count continues
-- its own: the epoch is a new one with every beat that was counted here, so that no count that was begun before it can
-- be written over it, and the sequence tells the newer of two writes of one epoch.
ALTER TABLE ad_sessions
  ADD COLUMN beat_epoch integer NOT NULL DEFAULT 0,
  ADD COLUMN beat_seq   integer NOT NULL DEFAULT 0;

CREATE FUNCTION ad_ms(p_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce((extract(epoch FROM p_at) * 1000)::bigint, 0) $$;
CREATE FUNCTION ad_at(p_ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN p_ms > 0 THEN to_timestamp(p_ms / 1000.0) END $$;

-- The rhythm of a session's beats as risk reads it: mean and squared deviation (M2) of the gaps, from their exact sums.
CREATE FUNCTION ad_rhythm(p jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p IS NULL THEN NULL ELSE p || jsonb_build_object(
    'meanMs', CASE WHEN (p->>'gaps')::bigint > 0 THEN round((p->>'gapSumMs')::numeric / (p->>'gaps')::numeric, 3) ELSE 0 END,
    'm2', CASE WHEN (p->>'gaps')::bigint > 0 THEN round(greatest(0,
      (p->>'gapSquares')::numeric - (p->>'gapSumMs')::numeric ^ 2 / (p->>'gaps')::numeric), 3) ELSE 0 END) END $$;

-- One heartbeat, counted here. Its answer carries the whole count, for whoever goes on counting elsewhere.
-- outcome: 'counted' | 'unknown' | 'ended' | 'expired' | 'signed' | 'too_fast'.
CREATE OR REPLACE FUNCTION ad_progress(
  p_session uuid, p_user uuid, p_view uuid, p_position_ms integer, p_visible boolean, p_event text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_session ad_sessions; v_view ad_views; v_last timestamptz; v_gain integer := 0; v_gap bigint; v_side boolean; r jsonb;
BEGIN
  SELECT * INTO v_session FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  SELECT * INTO v_view FROM ad_views WHERE id = p_view AND session_id = p_session;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  IF v_session.state = 'active' AND v_session.expires_at <= p_now THEN RETURN jsonb_build_object('outcome', 'expired'); END IF;
  IF v_session.state <> 'active' THEN
    RETURN jsonb_build_object('outcome', CASE v_session.state WHEN 'expired' THEN 'expired' ELSE 'ended' END);
  END IF;
  -- Signed networks vouch for their views by callback alone.
  IF v_session.tier = 'signed' THEN RETURN jsonb_build_object('outcome', 'signed'); END IF;

  -- A clock that was set back must not keep an old window open.
  IF v_session.beat_window_at IS NULL OR p_now < v_session.beat_window_at
     OR p_now - v_session.beat_window_at >= interval '1 second' THEN
    v_session.beat_window_at := p_now;
    v_session.beat_count := 0;
  END IF;
  -- Refused beats leave the count where it is: it cannot overflow, and the window still ends.
  IF v_session.beat_count >= 4 THEN RETURN jsonb_build_object('outcome', 'too_fast'); END IF;

  -- Time is the session's, not the view's: two views at once share one clock.
  SELECT max(last_beat_at), coalesce(bool_or(id <> p_view AND p_now - last_beat_at < interval '2 seconds' AND watched_ms < seconds * 1000), false)
    INTO v_last, v_side FROM ad_views WHERE session_id = p_session;
  v_gap := greatest(0, ad_ms(p_now) - ad_ms(v_last));
  IF v_view.started_at IS NOT NULL AND p_visible AND v_view.last_visible THEN
    v_gain := greatest(0, least(v_gap, p_position_ms - v_view.position_ms, 10000))::integer;
  END IF;

  r := coalesce(v_session.beats - '{meanMs,m2}'::text[], '{"beats":0,"hidden":0,"gaps":0,"gapSumMs":0,"gapSquares":0,"longestMs":0,"parallel":0,"ahead":0}'::jsonb);
  r := r || jsonb_build_object('beats', (r->>'beats')::bigint + 1,
    'hidden', (r->>'hidden')::bigint + CASE WHEN p_visible THEN 0 ELSE 1 END,
    'parallel', (r->>'parallel')::bigint + CASE WHEN v_side THEN 1 ELSE 0 END);
  IF v_last IS NOT NULL THEN
    r := r || jsonb_build_object('gaps', (r->>'gaps')::bigint + 1,
      'gapSumMs', (r->>'gapSumMs')::bigint + least(v_gap, 60000),
      'gapSquares', (r->>'gapSquares')::bigint + least(v_gap, 60000) * least(v_gap, 60000),
      'longestMs', greatest((r->>'longestMs')::bigint, v_gap),
      'ahead', (r->>'ahead')::bigint
        + CASE WHEN v_view.started_at IS NOT NULL AND p_position_ms - v_view.position_ms > v_gap + 1000 THEN 1 ELSE 0 END);
  END IF;

  UPDATE ad_sessions SET beat_window_at = v_session.beat_window_at, beat_count = v_session.beat_count + 1,
      beat_epoch = beat_epoch + 1, beat_seq = beat_seq + 1, beats = ad_rhythm(r)
    WHERE id = p_session RETURNING * INTO v_session;
  UPDATE ad_views SET
      watched_ms = least(watched_ms + v_gain, seconds * 1000),
      position_ms = greatest(position_ms, p_position_ms),
      last_visible = p_visible,
      -- The network's word about a view that never began is worth nothing.
      granted_at = CASE WHEN p_event = 'granted' AND started_at IS NOT NULL THEN coalesce(granted_at, p_now) ELSE granted_at END,
      closed_at = CASE WHEN p_event = 'closed' AND started_at IS NOT NULL THEN coalesce(closed_at, p_now) ELSE closed_at END,
      started_at = coalesce(started_at, p_now),
      last_beat_at = greatest(last_beat_at, p_now)
    WHERE id = p_view;
  RETURN jsonb_build_object('outcome', 'counted', 'state', ad_count(v_session));
END $$;

-- A session's count, as whoever goes on with it needs it: times in milliseconds since 1970, 0 for never.
CREATE FUNCTION ad_count(p_session ad_sessions) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('epoch', p_session.beat_epoch, 'seq', p_session.beat_seq, 'userId', p_session.user_id,
    'expiresAt', ad_ms(p_session.expires_at), 'requiredSeconds', p_session.watch_seconds, 'ended', '',
    'windowAt', ad_ms(p_session.beat_window_at), 'windowCount', p_session.beat_count,
    'rhythm', p_session.beats - '{meanMs,m2}'::text[],
    'views', (SELECT jsonb_object_agg(v.id, jsonb_build_object(
      'lengthMs', v.seconds * 1000, 'house', v.network = 'house', 'vouched', v.completed_at IS NOT NULL,
      'watchedMs', v.watched_ms, 'positionMs', v.position_ms, 'visible', v.last_visible, 'startedAt', ad_ms(v.started_at),
      'lastBeatAt', ad_ms(v.last_beat_at), 'grantedAt', ad_ms(v.granted_at), 'closedAt', ad_ms(v.closed_at)))
      FROM ad_views v WHERE v.session_id = p_session.id)) $$;

-- Writes counts of many sessions back, each only where it continues what stands here, and never more time than passed
-- between the last beat that is known here and its own. One line for each: {id, outcome, epoch, seq}.
-- outcome: 'written' | 'behind' (as new a count stands here) | 'stale' (another one was begun) | 'ended'.
CREATE FUNCTION ad_flush(p_counts jsonb, p_now timestamptz) RETURNS jsonb LANGUAGE sql AS $$
  WITH given AS (
    SELECT (c->>'id')::uuid AS id, (c->>'epoch')::integer AS epoch, (c->>'seq')::integer AS seq, c->'rhythm' AS rhythm, c->'views' AS views,
      (SELECT sum((w.value->>'watchedMs')::bigint) FROM jsonb_each(c->'views') AS w) AS watched,
      (SELECT max((w.value->>'lastBeatAt')::bigint) FROM jsonb_each(c->'views') AS w) AS beat
    FROM jsonb_array_elements(p_counts) AS c),
  locked AS (
    SELECT g.*, s.state, s.beat_epoch, s.beat_seq FROM given g JOIN ad_sessions s ON s.id = g.id ORDER BY s.id FOR UPDATE OF s),
  judged AS (
    SELECT l.*, CASE
      WHEN l.state <> 'active' THEN 'ended'
      WHEN l.beat_epoch <> l.epoch THEN 'stale'
      WHEN l.seq <= l.beat_seq THEN 'behind'
      -- Clocks of two instances may differ a little, and one may have been set back.
      WHEN l.beat > ad_ms(p_now) + 60000 THEN 'stale'
      WHEN l.watched - stands.watched > l.beat - stands.beat THEN 'stale'
      ELSE 'written' END AS outcome
    FROM locked l CROSS JOIN LATERAL (
      SELECT sum(v.watched_ms) AS watched, ad_ms(max(v.last_beat_at)) AS beat FROM ad_views v WHERE v.session_id = l.id) AS stands),
  sessions AS (
    UPDATE ad_sessions s SET beat_seq = j.seq, beats = ad_rhythm(j.rhythm) FROM judged j
    WHERE j.outcome = 'written' AND s.id = j.id RETURNING s.id),
  views AS (
    UPDATE ad_views v SET
      watched_ms = least((w.value->>'watchedMs')::integer, v.seconds * 1000),
      position_ms = (w.value->>'positionMs')::integer,
      last_visible = (w.value->>'visible')::boolean,
      started_at = coalesce(v.started_at, ad_at((w.value->>'startedAt')::bigint)),
      last_beat_at = ad_at((w.value->>'lastBeatAt')::bigint),
      granted_at = coalesce(v.granted_at, ad_at((w.value->>'grantedAt')::bigint)),
      closed_at = coalesce(v.closed_at, ad_at((w.value->>'closedAt')::bigint))
    FROM judged j CROSS JOIN LATERAL jsonb_each(j.views) AS w
    WHERE j.outcome = 'written' AND v.id = w.key::uuid AND v.session_id = j.id AND (w.value->>'lastBeatAt')::bigint > 0
    RETURNING v.id)
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'outcome', coalesce(j.outcome, 'ended'),
    'epoch', coalesce(j.beat_epoch, 0), 'seq', CASE WHEN j.outcome = 'written' THEN j.seq ELSE coalesce(j.beat_seq, 0) END)), '[]')
  FROM given g LEFT JOIN judged j ON j.id = g.id $$;
