-- Credits of offers that are looked at before they are paid. `outcome` stays what the network was answered; `review` says what
-- became of a credit that was held, whose amount was decided with the answer and counts for the cap of its day.
ALTER TABLE ad_callbacks
  ADD COLUMN review     text,
  ADD COLUMN release_at timestamptz,
  ADD COLUMN case_id    uuid REFERENCES risk_cases (id),
  ADD CONSTRAINT ad_callbacks_review_check CHECK (review IN ('waiting', 'paid', 'refused', 'withdrawn')),
  ADD CONSTRAINT ad_callbacks_held_check CHECK ((event = 'credit' AND outcome = 'held') = (review IS NOT NULL)),
  ADD CONSTRAINT ad_callbacks_release_check
    CHECK ((review IS NULL) = (release_at IS NULL) AND (review IS NULL) = (case_id IS NULL)),
  ADD CONSTRAINT ad_callbacks_held_amount_check CHECK (review IS NULL OR (amount_micro > 0 AND user_id IS NOT NULL));
-- What is to be paid next.
CREATE INDEX ad_callbacks_due_idx ON ad_callbacks (release_at) WHERE review = 'waiting';
-- Offers of one user that were withdrawn: few rows, looked at with every credit.
CREATE INDEX ad_callbacks_undone_idx ON ad_callbacks (user_id, received_at) WHERE event = 'reversal';

-- How many completed offers on a day, and the most that 95 in 100 of them completed within an hour.
ALTER TABLE risk_peers
  ADD COLUMN offer_takers integer NOT NULL DEFAULT 0,
  ADD COLUMN offer_p95    integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT risk_peers_offers_check CHECK (offer_takers >= 0 AND offer_p95 >= 0);

ALTER TABLE notices
  DROP CONSTRAINT notices_kind_check,
  ADD CONSTRAINT notices_kind_check CHECK (kind IN (
    'run_done', 'run_failed', 'batch_done', 'batch_paused', 'problem_refunded', 'problem_declined',
    'ad_paid', 'ad_refused', 'ad_reversed', 'offer_paid', 'offer_refused'));

-- All that is known of an offer for the judgement of its risk, its own row left out by its amount of 0. p_offer is its name
-- or null: offers without names are the same where they pay the same. p_day is the UTC day.
CREATE FUNCTION risk_offer_facts(
  p_user uuid, p_network text, p_offer text, p_payout text, p_now timestamptz, p_day date
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT to_jsonb(answer) FROM (
  WITH own AS MATERIALIZED (
    SELECT amount_micro, review, received_at FROM ad_callbacks
    WHERE user_id = p_user AND network = p_network AND event = 'credit' AND amount_micro > 0
      AND received_at > p_now - interval '90 days'),
  cases AS (
    SELECT count(*) FILTER (WHERE state = 'confirmed') AS confirmed,
      max(score) FILTER (WHERE flow = 'register' AND state <> 'cleared') AS registered,
      max(decided_at) FILTER (WHERE state = 'cleared' AND decided_by IS NOT NULL) AS trusted
    FROM risk_cases WHERE user_id = p_user),
  marked AS (
    SELECT other.user_id, other.kind FROM risk_marks mine CROSS JOIN LATERAL (
      SELECT m.user_id, m.kind FROM risk_marks m WHERE m.kind = mine.kind AND m.mark = mine.mark AND m.user_id <> p_user
      ORDER BY m.user_id DESC LIMIT 200) AS other
    WHERE mine.user_id = p_user),
  alike AS MATERIALIZED (
    SELECT user_id, bool_or(kind = 'mailbox') AS mailbox, bool_or(kind <> 'address') AS near FROM marked GROUP BY user_id),
  same AS (
    SELECT a.near FROM alike a WHERE EXISTS (
      SELECT 1 FROM ad_callbacks c WHERE c.user_id = a.user_id AND c.network = p_network AND c.event = 'credit'
        AND c.amount_micro > 0 AND c.received_at > p_now - interval '30 days'
        AND c.data->>'offer' IS NOT DISTINCT FROM p_offer AND (p_offer IS NOT NULL OR c.data->>'payoutMicroUsd' = p_payout)))
  SELECT u.email, extract(epoch FROM p_now - u.created_at)::float8 / 3600 AS "accountHours",
    (SELECT coalesce(sum(amount_micro), 0) FROM own WHERE received_at > p_now - interval '24 hours')::text AS "dayMicro",
    (SELECT count(*) FROM own WHERE received_at > p_now - interval '1 hour')::int AS "hourBefore",
    (SELECT count(*) FROM own)::int AS "offersDone",
    (SELECT count(*) FROM own WHERE review = 'refused')::int
      + (SELECT count(*) FROM ad_callbacks WHERE user_id = p_user AND event = 'reversal' AND outcome IN ('taken', 'withdrawn')
          AND received_at > p_now - interval '90 days')::int AS "offersUndone",
    (SELECT count(*) FROM same WHERE near)::int AS "nearTwins",
    (SELECT count(*) FROM same WHERE NOT near)::int AS "addressTwins",
    (SELECT count(*) FROM alike WHERE mailbox)::int AS twins,
    p.takers, p.p95,
    (SELECT count(*) FROM ad_sessions WHERE user_id = p_user AND state IN ('refused', 'reversed')
      AND claimed_at > p_now - interval '90 days')::int AS undone,
    c.confirmed::int AS confirmed, coalesce(c.registered, 0)::int AS "registerScore", c.trusted AS "trustedAt",
    coalesce((SELECT debt_micro > 0 FROM credit_wallets WHERE user_id = p_user), false) AS owes
  FROM users u CROSS JOIN cases c
    CROSS JOIN (SELECT coalesce(max(offer_takers), 0) AS takers, coalesce(max(offer_p95), 0) AS p95 FROM risk_peers
      WHERE day BETWEEN p_day - 6 AND p_day) AS p
  WHERE u.id = p_user) AS answer);
END $$;
