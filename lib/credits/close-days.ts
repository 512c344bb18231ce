import { audit } from '@/lib/audit';
import { withCtx, type Verb } from '@/lib/context';
import { requireOperator } from './guards';

export interface ClosedDay {
  /** UTC, as 2026-11-21. */
  day: string;
  transactions: number;
  /** Hex. Kept outside (the log has it), it proves that nothing up to this day was changed afterwards. */
  closingHash: string;
}

/** One turn's bound; the next one goes on. */
const DAYS_PER_TURN = 400;

/** Ended days without a close, oldest first: from the day after the last close, else from the first transaction's. */
const DUE = `
  SELECT to_char(d, 'YYYY-MM-DD') AS day
  FROM generate_series(
    coalesce((SELECT max(day) + 1 FROM ledger_days),
             (SELECT (created_at AT TIME ZONE 'UTC')::date FROM ledger_transactions ORDER BY id LIMIT 1))::timestamp,
    (($1::timestamptz - interval '1 day 1 hour') AT TIME ZONE 'UTC')::date::timestamp, interval '1 day') AS d
  ORDER BY d LIMIT ${DAYS_PER_TURN}`;

/**
 * Closes every ended UTC day of the hash chain that is still open, an hour after its end at the earliest; each day is one
 * transaction with its audit row. Any number of instances may try at once.
 */
export const closeDays: Verb<Record<never, never>, { closed: ClosedDay[] }> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const due = await ctx.db.sql<{ day: string }>(DUE, [ctx.clock.now()]);
  const closed: ClosedDay[] = [];
  for (const { day } of due) {
    const done = await ctx.db.transaction(async (db): Promise<ClosedDay | null> => {
      const [row] = await db.sql<{ answer: { outcome: string; transactions?: string; closingHash?: string } }>(
        'SELECT ledger_close_day($1::date, $2::timestamptz) AS answer',
        [day, ctx.clock.now()],
      );
      if (row?.answer.outcome !== 'closed') return null;
      const { transactions, closingHash = '' } = row.answer;
      const result = { day, transactions: Number(transactions), closingHash };
      await audit(withCtx(ctx, { db }), {
        action: 'ledger.close-day',
        subjectType: 'ledger',
        subjectId: day,
        data: { transactions: result.transactions, closingHash },
      });
      return result;
    });
    if (!done) continue;
    closed.push(done);
    ctx.log.info({ ...done }, 'a day of the ledger was closed');
  }
  return { closed };
};
