import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

/** A day counts; the second is for clocks that differ. */
const KEEP_MS = 2 * 86_400_000;

/** Deletes refusals that no longer count. For jobs. */
export async function forgetRefusals({ ctx }: { ctx: Ctx }): Promise<void> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const before = new Date(ctx.clock.now().getTime() - KEEP_MS);
  await ctx.db.sql('DELETE FROM moderation_refusals WHERE refused_at < $1::timestamptz RETURNING id', [before]);
}
