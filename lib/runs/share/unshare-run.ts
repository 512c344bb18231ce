import type { Ctx } from '@/lib/context';
import { findOwnRun } from '../find-run';

/**
 * Revokes the link of one of the actor's results: page and files are gone with this statement. Without a link nothing happens.
 * @throws AppError not_found.
 */
export async function unshareRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const run = await findOwnRun(ctx, input.id);
  await ctx.db.sql(
    `UPDATE shares SET revoked_at = greatest(created_at, $2::timestamptz)
     WHERE run_id = $1::uuid AND revoked_at IS NULL RETURNING slug`,
    [run.id, ctx.clock.now()],
  );
}
