-- A function's plan is made once and kept. Made while tables are small it reads them whole, and goes on to: 0.5 ms for the choice of
-- an ad in an empty database, 2.6 ms with 3,000 views. And whatever stands in JSON is taken for a hundred rows, so ad_flush read all
-- views for one session's. None of the three needs more than a few rows, each found by an index: they are told so. Nor is a plan for the values at hand worth what it costs, 2 ms for ad_flush.

CREATE OR REPLACE FUNCTION ad_flush(p_counts jsonb, p_now timestamptz) RETURNS jsonb LANGUAGE sql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
    'epoch', coalesce(j.beat_epoch, 0), 'seq', CASE WHEN j.outcome = 'written' THEN j.seq ELSE coalesce(j.beat_seq, 0) END)), '[]')
  FROM given g LEFT JOIN judged j ON j.id = g.id $$;

CREATE OR REPLACE FUNCTION ad_suiting(
  p_user uuid, p_day timestamptz, p_now timestamptz, p_kind text, p_country text, p_language text, p_plan text
) RETURNS jsonb LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN (
    WITH mine AS (
      SELECT s.created_at, v.seq, v.campaign_id, v.creative_id, v.started_at
      FROM ad_sessions s JOIN ad_views v ON v.session_id = s.id
      WHERE s.user_id = p_user AND s.created_at >= p_day - interval '1 day'
        -- Said so that no index of networks is asked: nearly all views are of house ads.
        AND (v.network = 'house') IS TRUE),
    today AS (SELECT campaign_id, count(*) AS views FROM mine WHERE started_at >= p_day GROUP BY campaign_id),
    suiting AS (
      SELECT c.id, c.weight, c.creative, c.question, m.media_type AS "mediaType"
      FROM ad_campaigns c LEFT JOIN ad_media m ON m.id = (c.creative ->> 'mediaId')::uuid
      WHERE c.state = 'live' AND (c.starts_at IS NULL OR c.starts_at <= p_now) AND (c.ends_at IS NULL OR c.ends_at > p_now)
        AND (coalesce(c.target -> 'kinds', '[]') = '[]'::jsonb OR c.target -> 'kinds' @> to_jsonb(p_kind))
        AND (coalesce(c.target -> 'countries', '[]') = '[]'::jsonb OR c.target -> 'countries' @> to_jsonb(p_country))
        AND (coalesce(c.target -> 'languages', '[]') = '[]'::jsonb OR c.target -> 'languages' @> to_jsonb(p_language))
        AND (coalesce(c.target -> 'plans', '[]') = '[]'::jsonb OR c.target -> 'plans' @> to_jsonb(p_plan))
        AND (c.cap_per_user_day IS NULL
          OR c.cap_per_user_day > coalesce((SELECT views FROM today WHERE today.campaign_id = c.id), 0))
      ORDER BY c.id LIMIT 1000)
    SELECT jsonb_build_object(
      'lastId', (SELECT coalesce(campaign_id::text, creative_id) FROM mine ORDER BY created_at DESC, seq DESC LIMIT 1),
      'campaigns', coalesce((SELECT jsonb_agg(to_jsonb(suiting) ORDER BY id) FROM suiting), '[]')));
END $$;

-- What ads have paid since p_since to a user, a device and an address: a sum over the claims of each, by its own index. One condition
-- for all of them could be answered by reading everybody's claims of the day.
CREATE OR REPLACE FUNCTION ad_earned(p_user uuid, p_device text, p_address text, p_since timestamptz, p_network text)
RETURNS jsonb LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'by_user', mine.paid, 'by_network', mine.by_network,
      'by_device', (SELECT coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)), 0)::text
        FROM ad_sessions WHERE device = p_device AND claimed_at >= p_since),
      'by_address', (SELECT coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)), 0)::text
        FROM ad_sessions WHERE address = p_address AND claimed_at >= p_since),
      'last_claim', (SELECT max(claimed_at) FROM ad_sessions WHERE user_id = p_user AND claimed_at IS NOT NULL))
    FROM (
      SELECT coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)), 0)::text AS paid,
        coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)) FILTER (WHERE network = p_network), 0)::text AS by_network
      FROM ad_sessions WHERE user_id = p_user AND claimed_at >= p_since) AS mine);
END $$;
