-- A session as it is judged, with what it adds to; null where it is not this user's.
CREATE FUNCTION ad_judged(p_session uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT to_jsonb(answer) FROM (
  SELECT s.id, s.user_id AS "userId", s.state, s.kind, s.network, s.tier, s.watch_seconds AS "watchSeconds",
    s.bonus_of AS "bonusOf", s.reward_micro::text AS "rewardMicro", s.paid_micro::text AS "paidMicro",
    CASE WHEN bool_or(v.answer IS NOT NULL) THEN s.answer_micro ELSE 0 END::text AS "answerMicro",
    s.expires_at AS "expiresAt", s.claimed_at AS "claimedAt", s.release_at AS "releaseAt", s.device, s.address,
    coalesce(sum(v.watched_ms) FILTER (WHERE v.completed_at IS NULL), 0)::integer AS "watchedMs",
    coalesce(sum(v.seconds * 1000) FILTER (WHERE v.completed_at IS NOT NULL), 0)::integer AS "vouchedMs", min(v.started_at) AS "startedAt",
    coalesce(sum(v.seconds) FILTER (
      WHERE v.network <> 'house' AND v.granted_at IS NULL AND v.completed_at IS NULL), 0)::integer AS "unconfirmedSeconds"
  FROM ad_sessions s LEFT JOIN ad_views v ON v.session_id = s.id WHERE s.id = p_session AND s.user_id = p_user GROUP BY s.id) AS answer);
END $$;

-- The same under its row lock. A lock that was waited for is followed by a fresh look: each statement of a function sees what
-- was committed before it.
CREATE OR REPLACE FUNCTION ad_locked(p_session uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  RETURN ad_judged(p_session, p_user);
END $$;

-- Whoever shares a device or an address takes turns until the end of the transaction, device before address: together they
-- cannot pass a shared cap.
CREATE FUNCTION ad_take_turns(p_device text, p_address text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_device IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('device:' || p_device, 7)); END IF;
  IF p_address IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('address:' || p_address, 7)); END IF;
END $$;

-- The same where nobody is waited for; false where somebody has one of them.
CREATE FUNCTION ad_take_free_turns(p_device text, p_address text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF p_device IS NOT NULL AND NOT pg_try_advisory_xact_lock(hashtextextended('device:' || p_device, 7)) THEN RETURN false; END IF;
  RETURN p_address IS NULL OR pg_try_advisory_xact_lock(hashtextextended('address:' || p_address, 7));
END $$;

CREATE OR REPLACE FUNCTION ad_earned_in_turn(p_user uuid, p_device text, p_address text, p_since timestamptz, p_network text)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ad_take_turns(p_device, p_address);
  RETURN ad_earned(p_user, p_device, p_address, p_since, p_network);
END $$;

-- A session as a claim judges it, with what the day has paid where it is claimed from: p_device and p_address say where, and
-- where they do not, the session's own do. Null where it is not this user's.
CREATE FUNCTION ad_claim_seen(p_session uuid, p_user uuid, p_device text, p_address text, p_day timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE v_session jsonb := ad_judged(p_session, p_user);
BEGIN
  IF v_session IS NULL THEN RETURN NULL; END IF;
  RETURN jsonb_build_object('session', v_session, 'earned', ad_earned(p_user,
    coalesce(p_device, v_session->>'device'), coalesce(p_address, v_session->>'address'), p_day, v_session->>'network'));
END $$;

-- Pays a claim whose judgement was made over p_seen, the answer of ad_claim_seen, in one round trip: its record, the mark on
-- the session, the credits and the event, as the long way does it and under the same locks in the same order. Where anything
-- of what was seen has changed meanwhile, or the key was used before, nothing is written and the outcome is 'other'; nor where
-- others of the device or the address are at it: whoever waits for them finds another day, so that wait is the long way's.
-- p_claim: scope, key, hash, device, address, paid (microcredits), expiresAt, event. p_result: the record without `available`.
CREATE FUNCTION ad_claim_pay(
  p_session uuid, p_user uuid, p_claim jsonb, p_seen jsonb, p_result jsonb, p_day timestamptz, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql SET lock_timeout = '15s' AS $$
DECLARE
  v_scope text := p_claim->>'scope'; v_key text := p_claim->>'key';
  v_device text := p_claim->>'device'; v_address text := p_claim->>'address';
  v_paid bigint := (p_claim->>'paid')::bigint; v_grant jsonb; v_result jsonb;
BEGIN
  -- The row is the lock of the key, as for everything that is done once. One that has expired is the long way's.
  INSERT INTO idempotency_keys (scope, key, request_hash, status, result, created_at, expires_at)
    VALUES (v_scope, v_key, p_claim->>'hash', 200, 'null', p_now, p_now + interval '7 days') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'other'); END IF;
  PERFORM 1 FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  -- A statement of its own: the look behind it sees what was committed before the turns were free.
  IF ad_take_free_turns(v_device, v_address) THEN
    IF ad_claim_seen(p_session, p_user, v_device, v_address, p_day) IS NOT DISTINCT FROM p_seen THEN
      v_grant := ledger_grant(p_user, 'ad', v_paid, (p_claim->>'expiresAt')::timestamptz, 'grant', 'ad', p_session::text,
        p_seen->'session'->>'kind', 'ad', p_session::text, p_now);
    END IF;
  END IF;
  IF v_grant->>'outcome' IS DISTINCT FROM 'granted' THEN
    DELETE FROM idempotency_keys WHERE scope = v_scope AND key = v_key;
    RETURN jsonb_build_object('outcome', 'other');
  END IF;
  UPDATE ad_sessions SET state = 'claimed', claimed_at = p_now, paid_micro = v_paid, device = v_device, address = v_address
    WHERE id = p_session;
  INSERT INTO outbox_events (type, user_id, data, created_at) VALUES ('ad.claimed', p_user, p_claim->'event', p_now);
  v_result := p_result || jsonb_build_object('available', trim_scale((v_grant->>'available')::numeric / 1000000));
  UPDATE idempotency_keys SET result = v_result WHERE scope = v_scope AND key = v_key;
  RETURN jsonb_build_object('outcome', 'paid', 'result', v_result);
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
