import { requireSession, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { DAY_MS } from '@/lib/format';

const MARK_DAYS = 180;
const CHALLENGE_DAYS = 7;
const AT_ONCE = 5_000;
/** A closed account is looked at for so long: more than any pause of the jobs. */
const LATE_DAYS = 30;

/**
 * Where ads were watched, of accounts that are closed. What was claimed within a day stays until that is over: a browser
 * and an address keep their caps, whoever leaves. $1: a user, or null for all who left since $3.
 */
const FORGET_PLACES = `UPDATE ad_sessions s SET device = NULL, address = NULL FROM users u
  WHERE u.id = s.user_id AND u.deleted_at IS NOT NULL AND ($1::uuid IS NULL OR u.id = $1::uuid) AND u.deleted_at > $3::timestamptz
    AND (s.claimed_at IS NULL OR s.claimed_at <= $2::timestamptz) AND (s.device IS NOT NULL OR s.address IS NOT NULL)
  RETURNING s.id`;

async function forgetPlaces(ctx: Ctx, userId: string | null): Promise<void> {
  const now = ctx.clock.now().getTime();
  await ctx.db.sql(FORGET_PLACES, [userId, new Date(now - DAY_MS), new Date(now - LATE_DAYS * DAY_MS)]);
}

/** Deletes marks and challenges that have grown old, some thousands in a turn, and what is left of who went. For jobs. */
export async function forgetMarks({ ctx }: { ctx: Ctx }): Promise<{ deleted: number }> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS);
  const marks = await ctx.db.sql<{ kind: string }>(
    `DELETE FROM risk_marks WHERE (kind, mark, user_id) IN (
       SELECT kind, mark, user_id FROM risk_marks WHERE created_at < $1::timestamptz ORDER BY created_at LIMIT ${AT_ONCE})
     RETURNING kind`,
    [before(MARK_DAYS)],
  );
  const challenges = await ctx.db.sql<{ id: string }>(
    `DELETE FROM risk_challenges WHERE id IN (
       SELECT id FROM risk_challenges WHERE expires_at < $1::timestamptz ORDER BY expires_at LIMIT ${AT_ONCE}) RETURNING id`,
    [before(CHALLENGE_DAYS)],
  );
  await forgetPlaces(ctx, null);
  return { deleted: marks.length + challenges.length };
}

/**
 * Deletes where the actor's account came from and where it watched ads; for the end of an account, once it is closed. Joins
 * the caller's transaction.
 */
export async function eraseMarks({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  await ctx.db.sql('DELETE FROM risk_marks WHERE user_id = $1::uuid RETURNING kind', [userId]);
  await ctx.db.sql('DELETE FROM risk_challenges WHERE user_id = $1::uuid RETURNING id', [userId]);
  await forgetPlaces(ctx, userId);
}
