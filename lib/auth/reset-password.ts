import { audit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import { assertToken, takeToken } from './account-token';
import { hashPassword } from './passwords';

/**
 * Sets a new password by a mailed token, signs the person out everywhere and makes their other reset links void.
 * @throws AppError invalid_input (token) for an unknown, expired or used one.
 */
export async function resetPassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { token: string; password: string };
}): Promise<void> {
  await assertToken(ctx, 'reset', input.token);
  const passwordHash = await hashPassword(input.password);
  const now = ctx.clock.now();
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const userId = await takeToken(tx, 'reset', input.token);
    await db.prisma.user.update({ where: { id: userId }, data: { passwordHash } });
    await db.prisma.authSession.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
    await db.prisma.accountToken.updateMany({ where: { userId, kind: 'reset', usedAt: null }, data: { usedAt: now } });
    await audit(tx, { action: 'password.reset', subjectType: 'user', subjectId: userId });
  });
}
