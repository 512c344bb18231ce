import { actorId, type Verb } from '@/lib/context';
import { requireOperator } from './guards';

export interface ClosedDay {
  /** UTC, as 2026-11-21. */
  day: string;
  transactions: number;
  /** Hex. Kept outside (the log has it), it proves that nothing up to this day was changed afterwards. */
  closingHash: string;
}

interface CloseAnswer {
  outcome: string;
  transactions?: string;
  closingHash?: string;
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
 * One statement, so one transaction that no client's patience ends: a busy day takes its time. Its audit row is written
 * here, because the audit room writes within a transaction of ours.
 */
const CLOSE = `
  WITH closed AS (SELECT ledger_close_day($1::date, $2::timestamptz) AS answer),
  logged AS (
    INSERT INTO audit_log (id, actor_type, actor_id, action, subject_type, subject_id, data, request_id, created_at)
    SELECT $3::uuid, $4::text, $5::text, 'ledger.close-day', 'ledger', $1::text,
           jsonb_build_object('transactions', (answer ->> 'transactions')::bigint, 'closingHash', answer ->> 'closingHash'),
           $6::text, $2::timestamptz
    FROM closed WHERE answer ->> 'outcome' = 'closed' RETURNING id)
  SELECT answer FROM closed`;

/**
 * Closes every ended UTC day of the hash chain that is still open, an hour after its end at the earliest; each day is one
 * transaction with its audit row. Any number of instances may try at once.
 */
export const closeDays: Verb<Record<never, never>, { closed: ClosedDay[] }> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const due = await ctx.db.sql<{ day: string }>(DUE, [ctx.clock.now()]);
  const closed: ClosedDay[] = [];
  for (const { day } of due) {
    const [row] = await ctx.db.sql<{ answer: CloseAnswer }>(CLOSE, [
      day,
      ctx.clock.now(),
      ctx.ids.uuid(),
      ctx.actor.type,
      actorId(ctx.actor),
      ctx.requestId,
    ]);
    if (row?.answer.outcome !== 'closed') continue;
    const done = { day, transactions: Number(row.answer.transactions), closingHash: String(row.answer.closingHash) };
    closed.push(done);
    ctx.log.info(done, 'a day of the ledger was closed');
  }
  return { closed };
};
