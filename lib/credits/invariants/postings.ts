import type { Invariant } from './invariant';

/** What every posting obeys. */
export const POSTINGS: Invariant[] = [
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
