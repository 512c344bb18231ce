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
  // The operator's page looks for whatever stands in its address; PostgreSQL cannot even ask for this.
  if (email.includes('\0')) return refuse('email', 'There is no user with this mail address.');
  // Compared by lower(): Prisma's case-insensitive `equals` is ILIKE, where % and _ would name somebody else.
  const [found] = await ctx.db.sql<{ id: string }>(
    'SELECT id::text AS id FROM users WHERE lower(email) = lower($1::text) LIMIT 1',
    [email.trim()],
  );
  const user = found ? await ctx.db.prisma.user.findUnique({ where: { id: found.id }, select: CARD }) : null;
  return user ?? refuse('email', 'There is no user with this mail address.');
}

function refuse(path: string, message: string): never {
  throw new AppError('not_found', message, { fields: [{ path, message }] });
}
