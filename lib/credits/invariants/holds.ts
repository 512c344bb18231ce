import type { Invariant } from './invariant';

/** Postings by the reference of the hold they belong to. */
const HOLD_POSTINGS = `
  SELECT h.id, h.state, h.amount_micro, h.captured_micro, h.refunded_micro,
         count(DISTINCT t.id) FILTER (WHERE t.kind = 'hold') AS beginnings,
         count(DISTINCT t.id) FILTER (WHERE t.kind IN ('settle', 'release')) AS endings,
         coalesce(sum(e.amount_micro) FILTER (WHERE t.kind = 'hold' AND e.account = 'user:held'), 0) AS held,
         coalesce(sum(e.amount_micro) FILTER (WHERE t.kind = 'settle' AND e.account = 'platform:revenue'), 0) AS revenue,
         coalesce(-sum(e.amount_micro) FILTER (WHERE t.kind = 'refund' AND e.account = 'platform:revenue'), 0) AS refunds
  FROM credit_holds h
  LEFT JOIN ledger_transactions t ON t.ref_type = h.ref_type AND t.ref_id = h.ref_id AND t.kind IN ('hold', 'settle', 'release', 'refund')
  LEFT JOIN ledger_entries e ON e.transaction_id = t.id
  GROUP BY h.id`;

/** Holds against their postings and their runs. */
export const HOLDS: Invariant[] = [
  {
    name: 'captured-within-hold',
    rule: 'no more was captured than was held, and only by a captured hold',
    differences: `
      SELECT 'hold ' || id AS subject, 'at most ' || amount_micro AS expected, captured_micro || ' ' || state AS actual
      FROM credit_holds
      WHERE captured_micro NOT BETWEEN 0 AND amount_micro OR (captured_micro > 0) <> (state = 'captured')`,
  },
  {
    name: 'holds-begin-once',
    rule: 'every hold was posted once, with its amount',
    differences: `
      SELECT 'hold ' || id AS subject, '1 posting of ' || amount_micro AS expected, beginnings || ' of ' || held AS actual
      FROM (${HOLD_POSTINGS}) p WHERE beginnings <> 1 OR held <> amount_micro`,
  },
  {
    name: 'holds-end-once',
    rule: 'an ended hold has exactly one ending in the ledger, an open one none',
    differences: `
      SELECT 'hold ' || id || ' ' || state AS subject, CASE state WHEN 'open' THEN '0' ELSE '1' END AS expected, endings::text AS actual
      FROM (${HOLD_POSTINGS}) p WHERE endings <> CASE state WHEN 'open' THEN 0 ELSE 1 END`,
  },
  {
    name: 'captured-is-revenue',
    rule: 'what holds captured went to revenue, and what was refunded came from there',
    differences: `
      SELECT 'hold ' || id AS subject, captured_micro || ' - ' || refunded_micro AS expected, revenue || ' - ' || refunds AS actual
      FROM (${HOLD_POSTINGS}) p WHERE captured_micro <> revenue OR refunded_micro <> refunds
      UNION ALL
      SELECT 'all revenue', c.total::text, r.total::text
      FROM (SELECT coalesce(sum(captured_micro - refunded_micro), 0) AS total FROM credit_holds) c,
           (SELECT coalesce(sum(amount_micro), 0) AS total FROM ledger_entries WHERE account = 'platform:revenue') r
      WHERE c.total <> r.total`,
  },
  {
    name: 'refunded-within-capture',
    rule: 'no more was refunded than was captured',
    differences: `
      SELECT 'hold ' || id AS subject, 'at most ' || captured_micro AS expected, refunded_micro::text AS actual
      FROM credit_holds WHERE refunded_micro NOT BETWEEN 0 AND captured_micro`,
  },
  {
    name: 'runs-match-holds',
    rule: 'a run was charged what its hold captured and did not give back, and refunded the rest',
    differences: `
      SELECT 'run ' || coalesce(r.id::text, h.ref_id) || ' ' || coalesce(r.status, 'missing') AS subject,
             coalesce(h.kept, 0) || ' + ' || CASE WHEN h.state <> 'open' THEN h.amount_micro - h.kept ELSE 0 END
               || ', hold ' || coalesce(h.state, 'none') AS expected,
             coalesce(r.charged_micro, 0) || ' + ' || coalesce(r.refunded_micro, 0) AS actual
      FROM runs r FULL JOIN (
        SELECT *, captured_micro - refunded_micro AS kept FROM credit_holds WHERE ref_type = 'run') h ON h.id = r.id
      WHERE r.id IS NULL
         OR r.charged_micro <> coalesce(h.kept, 0)
         OR (h.id IS NULL AND (NOT r.cached OR r.refunded_micro <> 0))
         -- A kept answer without a hold was free; one with a price was paid, whoever left it behind.
         OR (h.id IS NULL AND r.status = 'succeeded' AND r.quoted_micro <> 0)
         OR (h.id IS NOT NULL AND (r.quoted_micro <> h.amount_micro OR r.user_id <> h.user_id
             OR (r.status = 'running') <> (h.state = 'open')
             OR r.refunded_micro <> CASE WHEN h.state = 'open' THEN 0 ELSE h.amount_micro - h.kept END))`,
  },
];
