-- What an ad's session adds to is known with its lock, so that a claim need not ask again what may be added to it.

CREATE OR REPLACE FUNCTION ad_locked(p_session uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN (SELECT to_jsonb(answer) FROM (
  SELECT s.id, s.user_id AS "userId", s.state, s.kind, s.network, s.tier, s.watch_seconds AS "watchSeconds",
    s.bonus_of AS "bonusOf", s.reward_micro::text AS "rewardMicro", s.paid_micro::text AS "paidMicro",
    CASE WHEN bool_or(v.answer IS NOT NULL) THEN s.answer_micro ELSE 0 END::text AS "answerMicro",
    s.expires_at AS "expiresAt", s.claimed_at AS "claimedAt", s.release_at AS "releaseAt", s.device, s.address,
    coalesce(sum(v.watched_ms) FILTER (WHERE v.completed_at IS NULL), 0)::integer AS "watchedMs",
    coalesce(sum(v.seconds * 1000) FILTER (WHERE v.completed_at IS NOT NULL), 0)::integer AS "vouchedMs", min(v.started_at) AS "startedAt",
    coalesce(sum(v.seconds) FILTER (
      WHERE v.network <> 'house' AND v.granted_at IS NULL AND v.completed_at IS NULL), 0)::integer AS "unconfirmedSeconds"
  FROM ad_sessions s LEFT JOIN ad_views v ON v.session_id = s.id WHERE s.id = p_session GROUP BY s.id) AS answer);
END $$;

-- In PL/pgSQL: before PostgreSQL 18 a function in SQL is planned at each call, 2 ms for this one.

CREATE OR REPLACE FUNCTION ad_flush(p_counts jsonb, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE v_answer jsonb;
BEGIN
  WITH given AS (
    SELECT (c->>'id')::uuid AS id, (c->>'epoch')::integer AS epoch, (c->>'seq')::integer AS seq, c->'rhythm' AS rhythm, c->'views' AS views,
      (SELECT sum((w.value->>'watchedMs')::bigint) FROM jsonb_each(c->'views') AS w) AS watched,
      (SELECT max((w.value->>'lastBeatAt')::bigint) FROM jsonb_each(c->'views') AS w) AS beat
    FROM jsonb_array_elements(p_counts) AS c),
  -- One after the other in the order of ids, whatever the planner thinks of orders.
  locked AS (
    SELECT g.*, s.state, s.beat_epoch, s.beat_seq FROM (SELECT * FROM given ORDER BY id) AS g
    CROSS JOIN LATERAL (SELECT state, beat_epoch, beat_seq FROM ad_sessions WHERE id = g.id FOR UPDATE) AS s),
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
    'epoch', coalesce(j.beat_epoch, 0), 'seq', CASE WHEN j.outcome = 'written' THEN j.seq ELSE coalesce(j.beat_seq, 0) END)), '[]') INTO v_answer
  FROM given g LEFT JOIN judged j ON j.id = g.id;
  RETURN v_answer;
END $$;
