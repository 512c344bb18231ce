-- What the caps of a day count stands once, for those who only ask and for those who are about to pay.
-- A claim that waits counts with all it may pay, and one that was refused still counts: it is not made up for by others.
CREATE FUNCTION ad_earned(p_user uuid, p_device text, p_address text, p_since timestamptz, p_network text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
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

-- The same in turn. Not stable: each look is to see what was committed while the locks were waited for.
CREATE OR REPLACE FUNCTION ad_earned_in_turn(p_user uuid, p_device text, p_address text, p_since timestamptz, p_network text)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF p_device IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('device:' || p_device, 7)); END IF;
  IF p_address IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('address:' || p_address, 7)); END IF;
  RETURN ad_earned(p_user, p_device, p_address, p_since, p_network);
END $$;
