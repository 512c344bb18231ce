import type { Invariant } from './invariant';

/** Lots against what was granted and what is held. */
export const LOTS: Invariant[] = [
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
        SELECT u.user_id, substr(replace(p.account, '-payable', ''), 10) AS source, sum(u.amount_micro) AS total
        FROM ledger_transactions t JOIN ledger_entries p ON p.transaction_id = t.id
          JOIN ledger_entries u ON u.transaction_id = t.id AND u.account = 'user:available'
        WHERE t.kind IN ('grant', 'adjust', 'royalty') AND p.user_id IS NULL AND p.amount_micro < 0
        GROUP BY u.user_id, substr(replace(p.account, '-payable', ''), 10)
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
