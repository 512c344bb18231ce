import type { Ctx } from '@/lib/context';

/** What was made of runs that are being deleted goes with them: their links, and what they are found by. */
export async function forgetResults({ ctx, input }: { ctx: Ctx; input: { runIds: readonly string[] } }): Promise<void> {
  await ctx.db.sql(
    `UPDATE shares SET revoked_at = greatest(created_at, $2::timestamptz)
     WHERE run_id = ANY ($1::uuid[]) AND revoked_at IS NULL RETURNING slug`,
    [input.runIds, ctx.clock.now()],
  );
  await ctx.db.sql('DELETE FROM run_search WHERE run_id = ANY ($1::uuid[]) RETURNING run_id', [input.runIds]);
}
