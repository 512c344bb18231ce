import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { DAY_MS } from '@/lib/format';

/** What was seen is let go sooner than what was not. */
export const READ_DAYS = 60;
export const UNREAD_DAYS = 180;
const AT_ONCE = 5_000;

/** Deletes old notices, some thousands in a turn. For jobs. */
export async function pruneNotices({ ctx }: { ctx: Ctx }): Promise<{ deleted: number }> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const now = ctx.clock.now().getTime();
  const rows = await ctx.db.sql<{ id: string }>(
    `DELETE FROM notices WHERE id IN (
       SELECT id FROM notices WHERE created_at < $1::timestamptz AND (read_at IS NOT NULL OR created_at < $2::timestamptz)
       ORDER BY created_at LIMIT ${AT_ONCE}) RETURNING id`,
    [new Date(now - READ_DAYS * DAY_MS), new Date(now - UNREAD_DAYS * DAY_MS)],
  );
  return { deleted: rows.length };
}
