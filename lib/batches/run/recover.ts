import type { Ctx } from '@/lib/context';
import { CHANGED, tell, type ChangedBatch } from './tell';

/** Other instances take a process for dead when it was not seen for so long. */
const DEAD_AFTER_MS = 30_000;

const RECOVER = `SELECT ${CHANGED}
  FROM batch_recover($1::uuid, $2::boolean, $3::timestamptz, $4::jsonb, $5::integer, $6::timestamptz)`;

/**
 * Takes over rows whose process has died, and those this process has claimed without hearing of it: what their runs have
 * come to is written down, the rest is tried again. `active` are the keys of the rows this process works on.
 */
export async function recover(ctx: Ctx, active: readonly string[]): Promise<void> {
  const now = ctx.clock.now();
  const changed = await ctx.db.sql<ChangedBatch>(RECOVER, [
    ctx.instanceId,
    ctx.db.mode === 'embedded',
    new Date(now.getTime() - DEAD_AFTER_MS),
    JSON.stringify(active),
    ctx.settings.current().batches.tries,
    now,
  ]);
  await tell(ctx, changed, now);
}
