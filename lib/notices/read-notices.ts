import { requireUserId, type Ctx } from '@/lib/context';

/**
 * Marks notices of the actor as seen: those named, or all that are there now. Foreign and unknown ids are passed over.
 * Answers how many are still unread, counted up to 100.
 */
export async function readNotices({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { ids?: readonly string[] | undefined };
}): Promise<{ unread: number }> {
  const userId = requireUserId(ctx.actor);
  const [row] = await ctx.db.sql<{ unread: number }>(
    `WITH seen AS (
       UPDATE notices SET read_at = $2::timestamptz
       WHERE user_id = $1::uuid AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY ($3::uuid[])) RETURNING id)
     SELECT count(*)::int AS unread FROM (
       SELECT 1 FROM notices WHERE user_id = $1::uuid AND read_at IS NULL AND id NOT IN (SELECT id FROM seen) LIMIT 100) left_over`,
    [userId, ctx.clock.now(), input.ids ? [...input.ids] : null],
  );
  return { unread: row?.unread ?? 0 };
}
