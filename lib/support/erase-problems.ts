import { requireSession, type Ctx } from '@/lib/context';

/** Deletes all that the actor reported; for the end of an account. Decisions stay in the audit log. Joins the caller's transaction. */
export async function eraseProblems({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  await ctx.db.sql('DELETE FROM run_problems WHERE user_id = $1::uuid RETURNING id', [userId]);
}
