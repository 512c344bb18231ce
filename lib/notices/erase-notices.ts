import { requireSession, type Ctx } from '@/lib/context';

/** Deletes everything the actor was told; for the end of an account. Joins the caller's transaction. */
export async function eraseNotices({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  await ctx.db.sql('DELETE FROM notices WHERE user_id = $1::uuid RETURNING id', [userId]);
}
