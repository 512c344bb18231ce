import { requireUserId, type Ctx } from '@/lib/context';

/** How many turns the actor's conversations have, by the first run of each. One query at most. */
export async function countTurns({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { conversationIds: readonly string[] };
}): Promise<Record<string, number>> {
  const ids = [...new Set(input.conversationIds)];
  if (ids.length === 0) return {};
  const rows = await ctx.db.sql<{ id: string; turns: number }>(
    `SELECT conversation_id::text AS id, count(*)::integer + 1 AS turns FROM runs
     WHERE conversation_id = ANY ($1::uuid[]) AND user_id = $2::uuid AND deleted_at IS NULL GROUP BY conversation_id`,
    [ids, requireUserId(ctx.actor)],
  );
  return Object.fromEntries(rows.map(({ id, turns }) => [id, turns]));
}
