import { requireSession, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { ProfileInput } from './schema';

/** The contract's `user`. */
export interface UserView {
  id: string;
  email: string;
  name: string | null;
  role: string;
  plan: string;
  emailVerified: boolean;
  referralCode: string;
  createdAt: string;
}

interface UserRow extends Omit<UserView, 'emailVerified' | 'createdAt'> {
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

export function toUserView(row: UserRow): UserView {
  const { id, email, name, role, plan, emailVerifiedAt, referralCode, createdAt } = row;
  return {
    id,
    email,
    name,
    role,
    plan,
    emailVerified: emailVerifiedAt !== null,
    referralCode,
    createdAt: createdAt.toISOString(),
  };
}

/** The signed-in person. @throws AppError unauthenticated; forbidden for API keys, which open no account. */
export async function getMe({ ctx }: { ctx: Ctx }): Promise<UserView> {
  const row = await ctx.db.prisma.user.findUnique({ where: { id: requireSession(ctx.actor).userId } });
  if (!row) throw notFound('user');
  return toUserView(row);
}

/** Changes one's own name; null takes it away, absent leaves it. @throws AppError unauthenticated, forbidden. */
export async function updateMe({ ctx, input }: { ctx: Ctx; input: ProfileInput }): Promise<UserView> {
  const id = requireSession(ctx.actor).userId;
  if (input.name !== undefined) await ctx.db.prisma.user.update({ where: { id }, data: { name: input.name } });
  return getMe({ ctx });
}
