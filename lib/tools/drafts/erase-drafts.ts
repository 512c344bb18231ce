import { requireSession, type Ctx } from '@/lib/context';

/** Forgets everything the actor typed and has not run. Joins the caller's transaction. */
export async function eraseDrafts({ ctx }: { ctx: Ctx }): Promise<void> {
  await ctx.db.prisma.draft.deleteMany({ where: { userId: requireSession(ctx.actor).userId } });
}
