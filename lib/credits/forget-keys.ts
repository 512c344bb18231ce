import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';

const KEYS_PER_SWEEP = 10_000;

/** Deletes idempotency records past their 7 days; they have counted as absent since. Answers how many. */
export const forgetKeys: Verb<Record<never, never>, { forgotten: number }> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const rows = await ctx.db.sql<{ key: string }>(
    `DELETE FROM idempotency_keys WHERE (scope, key) IN (
       SELECT scope, key FROM idempotency_keys WHERE expires_at <= $1::timestamptz
       ORDER BY expires_at LIMIT ${KEYS_PER_SWEEP} FOR UPDATE SKIP LOCKED)
     RETURNING key`,
    [ctx.clock.now()],
  );
  return { forgotten: rows.length };
};
