import type { Invariant } from './invariant';

/** Each link recomputed from the link stored before it: the first difference is the first thing that was changed. */
const LINKS = `
  SELECT l.day, l.seq, l.transaction_id, l.hash, t.id AS found,
         sha256(lag(l.hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY l.day, l.seq) || ledger_digest(t)) AS computed
  FROM ledger_links l LEFT JOIN ledger_transactions t ON t.id = l.transaction_id`;

/** The daily hash chain. */
export const CHAIN: Invariant[] = [
  {
    name: 'chain-unbroken',
    rule: 'every closed transaction says what it said when its day was closed; the first broken link comes first',
    differences: `
      SELECT 'transaction ' || transaction_id || ' of ' || day AS subject, encode(hash, 'hex') AS expected,
             CASE WHEN found IS NULL THEN 'the transaction is gone' ELSE encode(computed, 'hex') END AS actual
      FROM (${LINKS}) links WHERE found IS NULL OR hash <> computed ORDER BY day, seq`,
  },
  {
    name: 'chain-days',
    rule: 'every closed day begins where the last one ended, and has the links it was closed with',
    differences: `
      SELECT d.day::text AS subject,
             d.transactions || ' links, ' || encode(d.opening_hash, 'hex') || ' to ' || encode(d.closing_hash, 'hex') AS expected,
             coalesce(l.links, 0) || ' links, ' || coalesce(encode(d.before, 'hex'), 'a gap') || ' to '
               || encode(coalesce(l.last_hash, d.opening_hash), 'hex') AS actual
      FROM (SELECT *, CASE WHEN lag(day, 1, day - 1) OVER (ORDER BY day) = day - 1
                      THEN lag(closing_hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY day) END AS before
            FROM ledger_days) d
      FULL JOIN (SELECT day, count(*) AS links, min(transaction_id) AS first_id, max(transaction_id) AS last_id,
                   (array_agg(hash ORDER BY seq DESC))[1] AS last_hash, max(seq) AS last_seq
            FROM ledger_links GROUP BY day) l ON l.day = d.day
      WHERE d.day IS NULL OR d.opening_hash IS DISTINCT FROM d.before OR d.transactions <> coalesce(l.links, 0)
         OR d.transactions <> coalesce(l.last_seq, 0) OR d.first_id IS DISTINCT FROM l.first_id OR d.last_id IS DISTINCT FROM l.last_id
         OR d.closing_hash <> coalesce(l.last_hash, d.opening_hash)
      ORDER BY 1`,
  },
  {
    name: 'chain-complete',
    rule: 'no transaction of a day long closed is without its link',
    differences: `
      SELECT 'transaction ' || t.id AS subject, 'a link' AS expected, 'none' AS actual
      FROM ledger_transactions t
      WHERE t.id < (SELECT min(first_id) FROM (
              SELECT first_id FROM ledger_days WHERE first_id IS NOT NULL ORDER BY day DESC LIMIT 2) recent)
        AND NOT EXISTS (SELECT 1 FROM ledger_links l WHERE l.transaction_id = t.id)
      ORDER BY t.id`,
  },
];
