import { withCtx, type Ctx } from '@/lib/context';
import { emit } from '@/lib/events';
import { takeToken } from './account-token';
import { toUserView, type UserView } from './me';

/**
 * Notes that a mailed link was opened: the address is the person's. The first time counts.
 * @throws AppError invalid_input (token) for an unknown, expired or used one.
 */
export async function verifyEmail({ ctx, input }: { ctx: Ctx; input: { token: string } }): Promise<UserView> {
  return ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const id = await takeToken(tx, 'verify', input.token);
    const { count } = await db.prisma.user.updateMany({
      where: { id, emailVerifiedAt: null },
      data: { emailVerifiedAt: ctx.clock.now() },
    });
    if (count > 0) await emit(tx, { type: 'user.verified', userId: id });
    return toUserView(await db.prisma.user.findUniqueOrThrow({ where: { id } }));
  });
}
