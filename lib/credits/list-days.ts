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

type Row = Omit<LedgerDay, 'transactions' | 'closedAt'> & { transactions: string; closedAt: Date };

const DAYS = `SELECT to_char(d.day, 'YYYY-MM-DD') AS day, d.transactions::text AS transactions,
  encode(d.closing_hash, 'hex') AS "closingHash", d.closed_at AS "closedAt" FROM ledger_days d`;

const toDay = (row: Row): LedgerDay => ({
  ...row,
  transactions: Number(row.transactions),
  closedAt: row.closedAt.toISOString(),
});

/**
 * The last closed days of the hash chain, newest first.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const listDays: Verb<{ limit: number }, LedgerDay[]> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  const limit = Math.min(Math.max(input.limit, 1), 100);
  return (await ctx.db.sql<Row>(`${DAYS} ORDER BY d.day DESC LIMIT $1::integer`, [limit])).map(toDay);
};

/** One closed day, by its date as 2026-11-21; null when it is not closed. For operators and jobs, as `listDays`. */
export const findDay: Verb<{ day: string }, LedgerDay | null> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  const [row] = await ctx.db.sql<Row>(`${DAYS} WHERE d.day = $1::text::date`, [input.day]);
  return row ? toDay(row) : null;
};
