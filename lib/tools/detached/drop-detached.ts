import { requireUserId, type Ctx } from '@/lib/context';

// One after another: each ends in a statement of its own wallet's lock, which is the same for all of them.
const DROP = `SELECT run_finish(r.id, 'cancelled', NULL, NULL, NULL, NULL, NULL, 0, 'released', 'cancelled', NULL, $3::timestamptz)
  FROM (SELECT id FROM runs WHERE user_id = $1::uuid AND status = 'running' AND detached
    AND ($2::uuid IS NULL OR id = $2::uuid) ORDER BY id) r`;

/** Ends the actor's runs that wait at a provider, one or all, for nothing: whatever comes of them comes too late. */
export async function dropDetached({ ctx, input }: { ctx: Ctx; input: { runId?: string } }): Promise<void> {
  await ctx.db.sql(DROP, [requireUserId(ctx.actor), input.runId ?? null, ctx.clock.now()]);
}
