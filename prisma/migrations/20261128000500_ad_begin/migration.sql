-- What the start of an ad asks for, in fewer round trips and with plans that are made once for each connection, as the claim
-- has it already: on a hub that is its own database, planning took longer than looking.

-- The session a user may still watch, with its views in order; null where there is none.
CREATE FUNCTION ad_active(p_user uuid, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT to_jsonb(answer) FROM (
    SELECT s.id, s.user_id AS "userId", s.kind, s.network, s.tier, s.watch_seconds AS "watchSeconds",
      s.reward_micro::text AS "rewardMicro", s.answer_micro::text AS "answerMicro", s.bonus_of AS "bonusOf",
      s.expires_at AS "expiresAt", s.beat_epoch AS "beatEpoch", s.beat_seq AS "beatSeq",
      (SELECT jsonb_agg(to_jsonb(each_) ORDER BY each_.seq) FROM (
        SELECT v.id, v.seq, v.seconds, v.network, v.creative_id AS "creativeId", v.campaign_id AS "campaignId", v.creative,
          v.watched_ms AS "watchedMs", v.position_ms AS "positionMs", v.granted_at IS NOT NULL AS granted,
          v.completed_at IS NOT NULL AS vouched, v.question, v.answer
        FROM ad_views v WHERE v.session_id = s.id) AS each_) AS views
    FROM ad_sessions s WHERE s.user_id = p_user AND s.state = 'active' AND s.expires_at > p_now) AS answer);
END $$;

-- Begins a session with its views, all or nothing, and answers the one that stands then: another one where that was first
-- (one at a time), null where nothing stands (what it was to add to has been added to meanwhile, or the other is over).
CREATE FUNCTION ad_begin(p_session jsonb, p_views jsonb, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  given ad_sessions := jsonb_populate_record(NULL::ad_sessions, p_session);
BEGIN
  UPDATE ad_sessions SET state = 'expired' WHERE user_id = given.user_id AND state = 'active' AND expires_at <= p_now;
  INSERT INTO ad_sessions (id, user_id, kind, network, tier, place, country, watch_seconds, reward_micro, answer_micro,
      bonus_of, rule_id, device, address, created_at, expires_at)
    VALUES (given.id, given.user_id, given.kind, given.network, given.tier, given.place, given.country, given.watch_seconds,
      given.reward_micro, given.answer_micro, given.bonus_of, given.rule_id, given.device, given.address, p_now, given.expires_at)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    INSERT INTO ad_views (id, session_id, seq, seconds, network, creative_id, campaign_id, creative, question)
    SELECT v.id, given.id, v.seq, v.seconds, given.network, v.creative_id, v.campaign_id, v.creative, v.question
    FROM jsonb_populate_recordset(NULL::ad_views, p_views) AS v;
  END IF;
  RETURN ad_active(given.user_id, p_now);
END $$;

-- What a user saw last (null where nothing), and every campaign that may be shown now. A session lives a day at most.
CREATE FUNCTION ad_suiting(
  p_user uuid, p_day timestamptz, p_now timestamptz, p_kind text, p_country text, p_language text, p_plan text
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH mine AS (
      SELECT s.created_at, v.seq, v.campaign_id, v.creative_id, v.started_at
      FROM ad_sessions s JOIN ad_views v ON v.session_id = s.id AND v.network = 'house'
      WHERE s.user_id = p_user AND s.created_at >= p_day - interval '1 day'),
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

-- A user's newest claim since p_since, while nothing was added to it yet; a bonus is not added to. Null where there is none.
CREATE FUNCTION ad_last_claim(p_user uuid, p_since timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT to_jsonb(answer) FROM (
    SELECT s.id, s.kind FROM ad_sessions s
    WHERE s.user_id = p_user AND s.state = 'claimed' AND s.bonus_of IS NULL AND s.claimed_at > p_since
      AND s.claimed_at = (SELECT max(claimed_at) FROM ad_sessions WHERE user_id = p_user AND claimed_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM ad_sessions b WHERE b.bonus_of = s.id AND b.state NOT IN ('expired', 'cancelled'))
    LIMIT 1) AS answer);
END $$;
