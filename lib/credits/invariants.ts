/** One rule of the ledger as a query over what is stored. */
export interface Invariant {
  name: string;
  rule: string;
  /** Rows (subject, expected, actual) that differ; none when the rule holds. Compared as exact numbers. */
  differences: string;
}

const SUMS = (account: string) =>
  `(SELECT user_id, sum(amount_micro) AS total FROM ledger_entries WHERE account = 'user:${account}' GROUP BY user_id)`;

/** Wallets against the sum of entries; users with entries but no wallet count as a wallet of 0. */
const walletEquals = (column: string, account: string, sign: '' | '-') => `
  SELECT coalesce(w.user_id, s.user_id)::text AS subject, (${sign}coalesce(s.total, 0))::text AS expected,
         coalesce(w.${column}, 0)::text AS actual
  FROM credit_wallets w FULL JOIN ${SUMS(account)} s ON s.user_id = w.user_id
  WHERE coalesce(w.${column}, 0) <> ${sign}coalesce(s.total, 0)`;

const POSTINGS: Invariant[] = [
  {
    name: 'transactions-balanced',
    rule: 'the entries of every transaction sum to zero and are numbered without a gap',
    differences: `
      SELECT 'transaction ' || transaction_id AS subject, '0 from 1 to ' || count(*) AS expected,
             sum(amount_micro) || ' from ' || min(seq) || ' to ' || max(seq) AS actual
      FROM ledger_entries GROUP BY transaction_id HAVING sum(amount_micro) <> 0 OR min(seq) <> 1 OR max(seq) <> count(*)`,
  },
  {
    name: 'transactions-have-entries',
    rule: 'every transaction has entries, and its user entries are of its own user',
    differences: `
      SELECT 'transaction ' || t.id AS subject, 'own entries' AS expected,
             CASE WHEN count(e.seq) = 0 THEN 'no entries' ELSE 'entries of another user' END AS actual
      FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
      GROUP BY t.id HAVING count(e.seq) = 0 OR count(*) FILTER (WHERE e.user_id IS DISTINCT FROM t.user_id AND e.account LIKE 'user:%') > 0`,
  },
  {
    name: 'externals-unique',
    rule: 'what came from outside was posted once',
    differences: `
      SELECT external_source || ' ' || external_id AS subject, '1' AS expected, count(*)::text AS actual
      FROM ledger_transactions WHERE external_source IS NOT NULL GROUP BY external_source, external_id HAVING count(*) > 1`,
  },
  {
    name: 'balance-chain',
    rule: 'the balance after every entry is the balance before it plus its amount',
    differences: `
      SELECT user_id || ' ' || account || ' ' || transaction_id || '-' || seq AS subject,
             (before + amount_micro)::text AS expected, balance_after_micro::text AS actual
      FROM (SELECT *, coalesce(lag(balance_after_micro) OVER (PARTITION BY user_id, account ORDER BY transaction_id, seq), 0) AS before
            FROM ledger_entries WHERE user_id IS NOT NULL) chain
      WHERE balance_after_micro IS DISTINCT FROM before + amount_micro`,
  },
];

const BALANCES: Invariant[] = [
  {
    name: 'wallet-available',
    rule: 'available equals the sum of its entries',
    differences: walletEquals('available_micro', 'available', ''),
  },
  {
    name: 'wallet-held',
    rule: 'held equals the sum of its entries',
    differences: walletEquals('held_micro', 'held', ''),
  },
  {
    name: 'wallet-debt',
    rule: 'debt equals the sum of its entries',
    differences: walletEquals('debt_micro', 'debt', '-'),
  },
  {
    name: 'wallets-not-negative',
    rule: 'no balance is below zero',
    differences: `
      SELECT user_id::text AS subject, 'not below 0' AS expected,
             available_micro || ' / ' || held_micro || ' / ' || debt_micro AS actual
      FROM credit_wallets WHERE least(available_micro, held_micro, debt_micro) < 0`,
  },
  {
    name: 'available-is-in-lots',
    rule: 'available equals what remains in the lots',
    differences: `
      SELECT coalesce(w.user_id, l.user_id)::text AS subject, coalesce(l.total, 0)::text AS expected,
             coalesce(w.available_micro, 0)::text AS actual
      FROM credit_wallets w FULL JOIN (SELECT user_id, sum(remaining_micro) AS total FROM credit_lots GROUP BY user_id) l
        ON l.user_id = w.user_id
      WHERE coalesce(w.available_micro, 0) <> coalesce(l.total, 0)`,
  },
  {
    name: 'held-is-in-open-holds',
    rule: 'held equals the sum of open holds',
    differences: `
      SELECT coalesce(w.user_id, h.user_id)::text AS subject, coalesce(h.total, 0)::text AS expected,
             coalesce(w.held_micro, 0)::text AS actual
      FROM credit_wallets w
      FULL JOIN (SELECT user_id, sum(amount_micro) AS total FROM credit_holds WHERE state = 'open' GROUP BY user_id) h
        ON h.user_id = w.user_id
      WHERE coalesce(w.held_micro, 0) <> coalesce(h.total, 0)`,
  },
];

const LOTS: Invariant[] = [
  {
    name: 'lots-in-range',
    rule: 'a lot holds between nothing and what was granted to it',
    differences: `
      SELECT 'lot ' || id AS subject, '0 to ' || granted_micro AS expected, remaining_micro::text AS actual
      FROM credit_lots WHERE remaining_micro NOT BETWEEN 0 AND granted_micro`,
  },
  {
    name: 'lots-match-grants',
    rule: 'what lots were granted is what each source has paid out',
    differences: `
      SELECT coalesce(l.user_id, g.user_id) || ' ' || coalesce(l.source, g.source) AS subject,
             coalesce(g.total, 0)::text AS expected, coalesce(l.total, 0)::text AS actual
      FROM (SELECT user_id, source, sum(granted_micro) AS total FROM credit_lots GROUP BY user_id, source) l
      FULL JOIN (
        SELECT u.user_id, substr(p.account, 10) AS source, sum(u.amount_micro) AS total
        FROM ledger_entries p JOIN ledger_entries u ON u.transaction_id = p.transaction_id AND u.account = 'user:available'
        WHERE p.user_id IS NULL AND p.amount_micro < 0 GROUP BY u.user_id, p.account
      ) g ON g.user_id = l.user_id AND g.source = l.source
      WHERE coalesce(l.total, 0) <> coalesce(g.total, 0)`,
  },
  {
    name: 'holds-are-in-lots',
    rule: 'a hold took exactly its amount, from lots of its own user',
    differences: `
      SELECT 'hold ' || h.id AS subject, h.amount_micro::text AS expected,
             coalesce(sum(hl.amount_micro) FILTER (WHERE l.user_id = h.user_id), 0)::text AS actual
      FROM credit_holds h LEFT JOIN credit_hold_lots hl ON hl.hold_id = h.id LEFT JOIN credit_lots l ON l.id = hl.lot_id
      GROUP BY h.id
      HAVING h.amount_micro <> coalesce(sum(hl.amount_micro) FILTER (WHERE l.user_id = h.user_id), 0)`,
  },
];

/** Postings by the reference of the hold they belong to. */
const HOLD_POSTINGS = `
  SELECT h.id, h.state, h.amount_micro, h.captured_micro,
         count(DISTINCT t.id) FILTER (WHERE t.kind = 'hold') AS beginnings,
         count(DISTINCT t.id) FILTER (WHERE t.kind IN ('settle', 'release')) AS endings,
         coalesce(sum(e.amount_micro) FILTER (WHERE t.kind = 'hold' AND e.account = 'user:held'), 0) AS held,
         coalesce(sum(e.amount_micro) FILTER (WHERE t.kind = 'settle' AND e.account = 'platform:revenue'), 0) AS revenue
  FROM credit_holds h
  LEFT JOIN ledger_transactions t ON t.ref_type = h.ref_type AND t.ref_id = h.ref_id AND t.kind IN ('hold', 'settle', 'release')
  LEFT JOIN ledger_entries e ON e.transaction_id = t.id
  GROUP BY h.id`;

const HOLDS: Invariant[] = [
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
    rule: 'what holds captured is what went to revenue',
    differences: `
      SELECT 'hold ' || id AS subject, captured_micro::text AS expected, revenue::text AS actual
      FROM (${HOLD_POSTINGS}) p WHERE captured_micro <> revenue
      UNION ALL
      SELECT 'all revenue', c.total::text, r.total::text
      FROM (SELECT coalesce(sum(captured_micro), 0) AS total FROM credit_holds) c,
           (SELECT coalesce(sum(e.amount_micro), 0) AS total FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
            WHERE e.account = 'platform:revenue' AND t.kind = 'settle') r
      WHERE c.total <> r.total`,
  },
  {
    name: 'runs-match-holds',
    rule: 'a run was charged what its hold captured, and refunded the rest',
    differences: `
      SELECT 'run ' || coalesce(r.id::text, h.ref_id) || ' ' || coalesce(r.status, 'missing') AS subject,
             coalesce(h.captured_micro, 0) || ' + ' || CASE WHEN h.state <> 'open' AND NOT r.cached THEN h.amount_micro - h.captured_micro ELSE 0 END
               || ', hold ' || coalesce(h.state, 'none') AS expected,
             coalesce(r.charged_micro, 0) || ' + ' || coalesce(r.refunded_micro, 0) AS actual
      FROM runs r FULL JOIN (SELECT * FROM credit_holds WHERE ref_type = 'run') h ON h.id = r.id
      WHERE r.id IS NULL
         OR r.charged_micro <> coalesce(h.captured_micro, 0)
         OR (h.id IS NULL AND (NOT r.cached OR r.refunded_micro <> 0))
         OR (h.id IS NOT NULL AND (r.quoted_micro <> h.amount_micro OR r.user_id <> h.user_id
             OR (r.status = 'running') <> (h.state = 'open')
             OR r.refunded_micro <> CASE WHEN h.state = 'open' THEN 0 ELSE h.amount_micro - h.captured_micro END))`,
  },
];

/** Everything that must hold at any instant, recomputed from what is stored. */
export const INVARIANTS: readonly Invariant[] = [...POSTINGS, ...BALANCES, ...LOTS, ...HOLDS];
