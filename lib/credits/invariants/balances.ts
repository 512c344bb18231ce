import type { Invariant } from './invariant';

const SUMS = (account: string) =>
  `(SELECT user_id, sum(amount_micro) AS total FROM ledger_entries WHERE account = 'user:${account}' GROUP BY user_id)`;

/** Wallets against the sum of entries; users with entries but no wallet count as a wallet of 0. */
const walletEquals = (column: string, account: string, sign: '' | '-') => `
  SELECT coalesce(w.user_id, s.user_id)::text AS subject, (${sign}coalesce(s.total, 0))::text AS expected,
         coalesce(w.${column}, 0)::text AS actual
  FROM credit_wallets w FULL JOIN ${SUMS(account)} s ON s.user_id = w.user_id
  WHERE coalesce(w.${column}, 0) <> ${sign}coalesce(s.total, 0)`;

/** Cached balances against what they are the sum of. */
export const BALANCES: Invariant[] = [
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
