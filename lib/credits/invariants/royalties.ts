import type { Invariant } from './invariant';

/** What authors earn against the uses that earned it. */
export const ROYALTIES: Invariant[] = [
  {
    name: 'royalties-match-captures',
    rule: 'a use earns its rate of what stayed captured, and nobody earns by their own use',
    differences: `
      SELECT 'hold ' || a.hold_id AS subject,
             floor((h.captured_micro - h.refunded_micro)::numeric * a.rate_ppm / 1000000) || ' by another' AS expected,
             a.amount_micro || CASE WHEN a.author_id = h.user_id THEN ' by oneself' ELSE ' by another' END AS actual
      FROM royalty_accruals a JOIN credit_holds h ON h.id = a.hold_id
      WHERE a.author_id = h.user_id
         OR a.amount_micro <> floor((h.captured_micro - h.refunded_micro)::numeric * a.rate_ppm / 1000000)`,
  },
  {
    name: 'royalties-payable',
    rule: 'what is payable to authors is what they have not collected yet',
    differences: `
      SELECT 'all authors' AS subject, a.total::text AS expected, e.total::text AS actual
      FROM (SELECT coalesce(sum(amount_micro), 0) AS total FROM royalty_accruals WHERE state = 'accrued') a,
           (SELECT coalesce(sum(amount_micro), 0) AS total FROM ledger_entries WHERE account = 'platform:royalty-payable') e
      WHERE a.total <> e.total`,
  },
  {
    name: 'royalties-minted',
    rule: 'what uses have minted and kept is what the uses earn',
    differences: `
      SELECT 'all uses' AS subject, a.total::text AS expected, e.total::text AS actual
      FROM (SELECT coalesce(sum(amount_micro), 0) AS total FROM royalty_accruals) a,
           (SELECT coalesce(-sum(e.amount_micro), 0) AS total
            FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
            WHERE e.account = 'platform:royalty' AND NOT (t.kind = 'royalty' AND t.external_source IS NOT NULL)) e
      WHERE a.total <> e.total`,
  },
];
