import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { normalizeEmail } from './normalize-email';
import { passwordFits } from './passwords';
import type { SignInInput } from './schema';
import { openSession, signOut } from './sessions';

export type SignInArgs = SignInInput & {
  userAgent: string | null;
  /** The session token this browser held before: it ends, so that no token outlives a sign-in. */
  replaces?: string | null;
};

export interface SignedIn {
  user: { id: string; email: string; name: string | null; role: 'user' | 'admin' };
  /** The new session's token, for the cookie. */
  token: string;
}

/**
 * Checks mail address and password and opens a fresh session.
 * @throws AppError unauthenticated, in the same words and the same time whatever was wrong.
 */
export async function signIn({ ctx, input }: { ctx: Ctx; input: SignInArgs }): Promise<SignedIn> {
  const row = await ctx.db.prisma.user.findUnique({ where: { emailNormalized: normalizeEmail(input.email) } });
  const fits = await passwordFits(input.password, row?.passwordHash ?? null);
  if (!row || !fits || row.suspendedAt)
    throw new AppError('unauthenticated', 'The mail address or the password is wrong.');
  if (input.replaces) await signOut({ ctx, input: { token: input.replaces } });
  const token = await openSession(ctx, row.id, input.userAgent);
  return {
    user: { id: row.id, email: row.email, name: row.name, role: row.role === 'admin' ? 'admin' : 'user' },
    token,
  };
}
