import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';

/** Keys deleted by one statement, so that none holds its locks for long. */
const KEYS_AT_ONCE = 10_000;

/** Deletes idempotency records past their 7 days; they have counted as absent since. Answers how many. */
export const forgetKeys: Verb<Record<never, never>, { forgotten: number }> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const now = ctx.clock.now();
  for (let forgotten = 0; ;) {
    const rows = await ctx.db.sql<{ one: number }>(
      `DELETE FROM idempotency_keys WHERE (scope, key) IN (
         SELECT scope, key FROM idempotency_keys WHERE expires_at <= $1::timestamptz
         ORDER BY expires_at LIMIT ${KEYS_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING 1 AS one`,
      [now],
    );
    forgotten += rows.length;
    // A busy hour leaves more than one statement's worth: what is not deleted now would pile up for ever.
    if (rows.length < KEYS_AT_ONCE) return { forgotten };
  }
};
