import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';

export interface LedgerDay {
  /** UTC, as 2026-11-21. */
  day: string;
  transactions: number;
  /** Hex, 64 characters. */
  closingHash: string;
  /** ISO 8601. */
  closedAt: string;
}

/**
 * The last closed days of the hash chain, newest first.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const listDays: Verb<{ limit: number }, LedgerDay[]> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  const rows = await ctx.db.sql<
    Omit<LedgerDay, 'transactions' | 'closedAt'> & { transactions: string; closedAt: Date }
  >(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, transactions::text AS transactions,
            encode(closing_hash, 'hex') AS "closingHash", closed_at AS "closedAt"
     FROM ledger_days ORDER BY ledger_days.day DESC LIMIT $1::integer`,
    [Math.min(Math.max(input.limit, 1), 100)],
  );
  return rows.map((row) => ({
    ...row,
    transactions: Number(row.transactions),
    closedAt: row.closedAt.toISOString(),
  }));
};
