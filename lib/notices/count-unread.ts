import { requireUserId, type Ctx } from '@/lib/context';

/** Beyond it nobody needs the exact number. */
export const MOST_COUNTED = 100;

/** How many of the actor's notices are unread, counted up to 100: one look into an index. */
export async function countUnread({ ctx }: { ctx: Ctx }): Promise<number> {
  const userId = requireUserId(ctx.actor);
  const [row] = await ctx.db.sql<{ unread: number }>(
    `SELECT count(*)::int AS unread
     FROM (SELECT 1 FROM notices WHERE user_id = $1::uuid AND read_at IS NULL LIMIT ${MOST_COUNTED}) unread`,
    [userId],
  );
  return row?.unread ?? 0;
}
