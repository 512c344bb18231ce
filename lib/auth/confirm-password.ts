import { requireSession, type Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import type { Limiter } from '@/lib/rate-limit';
import { passwordFits } from './passwords';

/**
 * Asks the signed-in person for their password once more, where the account has one. Guesses are counted as those of
 * signing in are.
 * @throws AppError invalid_input (password), rate_limited, unauthenticated, forbidden.
 */
export async function confirmPassword({
  ctx,
  limiter,
  input,
}: {
  ctx: Ctx;
  limiter: Limiter;
  input: { password?: string | undefined };
}): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (user.passwordHash === null) return;
  if (!input.password) throw invalidField('password', 'is required');
  const subject = `confirm:${userId}`;
  await limiter.assert('signInAccount', subject);
  if (!(await passwordFits(input.password, user.passwordHash))) throw invalidField('password', 'is wrong');
  await limiter.reset('signInAccount', subject);
}
