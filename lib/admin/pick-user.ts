import type { Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/** A person named by id or by mail address, exactly one of them. */
export interface UserChoice {
  userId?: string;
  email?: string;
}

const CARD = { id: true, email: true, name: true, role: true, plan: true, createdAt: true, suspendedAt: true } as const;

/** The user meant, or an error that names the field which found nobody. */
export async function pickUser(ctx: Ctx, { userId, email }: UserChoice) {
  if (userId !== undefined && email !== undefined) throw invalidField('email', 'give either userId or email, not both');
  if (userId !== undefined) {
    const user = isUuid(userId) ? await ctx.db.prisma.user.findUnique({ where: { id: userId }, select: CARD }) : null;
    return user ?? refuse('userId', 'There is no user with this id.');
  }
  if (email === undefined) throw invalidField('userId', 'give userId or email');
  const address = email.trim();
  const user = await ctx.db.prisma.user.findFirst({
    where: { email: { equals: address, mode: 'insensitive' } },
    select: CARD,
  });
  return user ?? refuse('email', 'There is no user with this mail address.');
}

function refuse(path: string, message: string): never {
  throw new AppError('not_found', message, { fields: [{ path, message }] });
}
