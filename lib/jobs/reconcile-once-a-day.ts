import type { Ctx } from '@/lib/context';
import { reconcile } from '@/lib/credits';

/** Nothing where a check of this UTC day is there already: so a little after midnight, and at a start that missed it. */
export async function reconcileOnceADay(ctx: Ctx): Promise<void> {
  const midnight = new Date(ctx.clock.now());
  midnight.setUTCHours(0, 0, 0, 0);
  const [done] = await ctx.db.sql<{ id: string }>(
    'SELECT id::text AS id FROM ledger_checks WHERE started_at >= $1::timestamptz LIMIT 1',
    [midnight],
  );
  if (!done) await reconcile({ ctx, input: {} });
}
