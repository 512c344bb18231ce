-- What a claim asks for, in fewer round trips and with plans that are made once for each connection: the planner took longer
-- over these questions than the tables did.

-- The session under its row lock, as it is judged; null where it is not this user's. A lock that was waited for is followed
-- by a fresh look: each statement of a function sees what was committed before it.
CREATE FUNCTION ad_locked(p_session uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN (SELECT to_jsonb(answer) FROM (
  SELECT s.id, s.user_id AS "userId", s.state, s.kind, s.network, s.tier, s.watch_seconds AS "watchSeconds",
    s.reward_micro::text AS "rewardMicro", s.paid_micro::text AS "paidMicro",
    CASE WHEN bool_or(v.answer IS NOT NULL) THEN s.answer_micro ELSE 0 END::text AS "answerMicro",
    s.expires_at AS "expiresAt", s.claimed_at AS "claimedAt", s.release_at AS "releaseAt", s.device, s.address,
    coalesce(sum(v.watched_ms) FILTER (WHERE v.completed_at IS NULL), 0)::integer AS "watchedMs",
    coalesce(sum(v.seconds * 1000) FILTER (WHERE v.completed_at IS NOT NULL), 0)::integer AS "vouchedMs", min(v.started_at) AS "startedAt",
    coalesce(sum(v.seconds) FILTER (
      WHERE v.network <> 'house' AND v.granted_at IS NULL AND v.completed_at IS NULL), 0)::integer AS "unconfirmedSeconds"
  FROM ad_sessions s LEFT JOIN ad_views v ON v.session_id = s.id WHERE s.id = p_session GROUP BY s.id) AS answer);
END $$;

-- What ads have paid since p_since to this user, device, network address, and by one network. Whoever shares a device or an
-- address takes turns until the end of the transaction, device before address: together they cannot pass a shared cap.
CREATE FUNCTION ad_earned_in_turn(p_user uuid, p_device text, p_address text, p_since timestamptz, p_network text)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF p_device IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('device:' || p_device, 7)); END IF;
  IF p_address IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('address:' || p_address, 7)); END IF;
  RETURN (SELECT to_jsonb(answer) FROM (
  SELECT coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)) FILTER (WHERE user_id = p_user), 0)::text AS by_user,
         coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)) FILTER (WHERE device = p_device), 0)::text AS by_device,
         coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)) FILTER (WHERE address = p_address), 0)::text AS by_address,
         coalesce(sum(coalesce(paid_micro, reward_micro + answer_micro)) FILTER (WHERE user_id = p_user AND network = p_network), 0)::text AS by_network,
         (SELECT max(claimed_at) FROM ad_sessions WHERE user_id = p_user AND claimed_at IS NOT NULL) AS last_claim
  FROM ad_sessions
  WHERE claimed_at >= p_since
    AND (user_id = p_user OR device = p_device OR address = p_address)) AS answer);
END $$;

-- All that is known of a claim for the judgement of its risk. p_address is null where it says nothing; p_day is the UTC day;
-- p_gaps and p_variation are what the rhythm of a clock is.
CREATE FUNCTION risk_claim_facts(
  p_user uuid, p_session uuid, p_device text, p_address text, p_now timestamptz, p_day timestamptz, p_gaps integer, p_variation float8
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT to_jsonb(answer) FROM (
  WITH own AS MATERIALIZED (SELECT * FROM ad_sessions WHERE id = p_session AND user_id = p_user),
  day AS MATERIALIZED (
    SELECT claimed_at, created_at, beats, bonus_of, device, tier, watch_seconds FROM ad_sessions
    WHERE user_id = p_user AND claimed_at > p_now - interval '24 hours'),
  pauses AS (
    SELECT extract(epoch FROM created_at - lag(claimed_at) OVER (ORDER BY created_at))::float8 AS pause, bonus_of
    FROM (SELECT created_at, claimed_at, bonus_of FROM day UNION ALL SELECT created_at, NULL, bonus_of FROM own) AS both_),
  device AS (
    SELECT count(DISTINCT user_id) FILTER (WHERE claimed_at >= p_day) AS users,
      sum(watch_seconds) FILTER (WHERE tier <> 'signed' AND created_at > p_now - interval '3 hours') AS watched,
      min(created_at) FILTER (WHERE tier <> 'signed' AND created_at > p_now - interval '3 hours') AS since
    FROM ad_sessions WHERE device = p_device AND user_id <> p_user
      AND claimed_at >= least(p_day, p_now - interval '3 hours')),
  own_device AS (
    SELECT sum(watch_seconds) AS watched, min(created_at) AS since
    FROM (SELECT device, tier, watch_seconds, created_at FROM day
      UNION ALL SELECT p_device, tier, watch_seconds, created_at FROM own) AS mine
    WHERE device = p_device AND tier <> 'signed' AND created_at > p_now - interval '3 hours'),
  cases AS (
    SELECT count(*) FILTER (WHERE state = 'confirmed') AS confirmed,
      max(score) FILTER (WHERE flow = 'register' AND state <> 'cleared') AS registered,
      max(decided_at) FILTER (WHERE state = 'cleared' AND decided_by IS NOT NULL) AS trusted
    FROM risk_cases WHERE user_id = p_user),
  challenges AS (
    SELECT count(*) AS issued, bool_or(solved_at IS NOT NULL) AS solved,
      bool_or(solved_at IS NOT NULL AND because <> 'browser') AS well
    FROM risk_challenges WHERE subject_id = p_session AND flow = 'ad' AND user_id = p_user)
  SELECT u.email, extract(epoch FROM p_now - u.created_at)::float8 / 3600 AS "accountHours",
    (SELECT beats FROM own WHERE tier <> 'signed') AS beats,
    (SELECT count(*) FROM day WHERE claimed_at >= p_day AND (beats->>'gaps')::int >= p_gaps
      AND (beats->>'m2')::float8 / (beats->>'gaps')::int < ((beats->>'meanMs')::float8 * p_variation) ^ 2)::int AS "regularBefore",
    (SELECT users FROM device)::int + 1 AS "deviceUsers",
    (SELECT count(*) FROM (SELECT DISTINCT user_id FROM ad_sessions WHERE address = p_address AND claimed_at >= p_day
      LIMIT 200) AS many)::int AS "addressUsers",
    (SELECT coalesce(d.watched, 0) + coalesce(o.watched, 0) - extract(epoch FROM p_now - least(d.since, o.since))
      FROM device d, own_device o WHERE d.watched IS NOT NULL)::float8 AS "excessSeconds",
    (SELECT count(DISTINCT date_trunc('hour', claimed_at)) FROM day)::int AS hours,
    (SELECT count(*) FROM day WHERE claimed_at >= p_day)::int AS "claimsToday",
    p.claimers, p.median, p.p95,
    q.count::int AS "pauseCount", q.mean AS "pauseMean", q.deviation AS "pauseDeviation",
    (SELECT count(*) FROM ad_sessions WHERE user_id = p_user AND state IN ('refused', 'reversed')
      AND claimed_at > p_now - interval '90 days')::int AS undone,
    c.confirmed::int AS confirmed, coalesce(c.registered, 0)::int AS "registerScore", c.trusted AS "trustedAt",
    coalesce((SELECT debt_micro > 0 FROM credit_wallets WHERE user_id = p_user), false) AS owes,
    (SELECT count(DISTINCT other.user_id) FROM risk_marks mine JOIN risk_marks other
        ON other.kind = 'mailbox' AND other.mark = mine.mark AND other.user_id <> mine.user_id
      WHERE mine.user_id = p_user AND mine.kind = 'mailbox')::int AS twins,
    h.issued::int AS issued, coalesce(h.solved, false) AS solved, coalesce(h.well, false) AS well
  FROM users u CROSS JOIN cases c CROSS JOIN challenges h
    CROSS JOIN (SELECT count(pause) AS count, avg(pause) AS mean, stddev_pop(pause) AS deviation FROM pauses
      WHERE bonus_of IS NULL AND pause >= 0) AS q
    LEFT JOIN risk_peers p ON p.day = (p_day AT TIME ZONE 'UTC')::date
  WHERE u.id = p_user) AS answer);
END $$;
