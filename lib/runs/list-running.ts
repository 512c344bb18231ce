import { requireUserId, type Ctx } from '@/lib/context';

/** Ids of the actor's runs that are under way. */
export async function listRunning({ ctx }: { ctx: Ctx }): Promise<string[]> {
  const rows = await ctx.db.sql<{ id: string }>(
    `SELECT id::text AS id FROM runs WHERE user_id = $1::uuid AND status = 'running'`,
    [requireUserId(ctx.actor)],
  );
  return rows.map(({ id }) => id);
}
