import type { Ctx } from '@/lib/context';

/** Other instances take this process for dead when it was not seen for so long. */
export const DEAD_AFTER_MS = 30_000;
const FORGET_AFTER_MS = 24 * 3_600_000;

/** Tells the other instances that this process lives. A process that was thought dead comes back to life. */
export async function beat(ctx: Ctx): Promise<void> {
  await ctx.db.sql(
    `INSERT INTO instances (id, started_at, last_seen_at) VALUES ($1::uuid, $2::timestamptz, $2::timestamptz)
     ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, stopped_at = NULL RETURNING id`,
    [ctx.instanceId, ctx.clock.now()],
  );
}

/** A clean end: what this process still holds may be returned at once. */
export async function sayGoodbye(ctx: Ctx): Promise<void> {
  await ctx.db.sql('UPDATE instances SET stopped_at = $2::timestamptz WHERE id = $1::uuid RETURNING id', [
    ctx.instanceId,
    ctx.clock.now(),
  ]);
}

/** Instances long gone; nothing of theirs can be open any more. */
export async function forgetInstances(ctx: Ctx): Promise<void> {
  await ctx.db.sql('DELETE FROM instances WHERE last_seen_at < $1::timestamptz RETURNING id', [
    new Date(ctx.clock.now().getTime() - FORGET_AFTER_MS),
  ]);
}
