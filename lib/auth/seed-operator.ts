import { audit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import { hashPassword } from './passwords';
import { insertUser, type NewUser } from './register-user';

const SEED_LOCK = 772_033_916;

/**
 * Makes the operator's account while there is no admin, once, however many instances start together.
 * Null when there is an admin. An existing account is never promoted.
 * @throws Error when the mail address belongs to an ordinary account.
 */
export async function seedOperator({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { email: string; password: string };
}): Promise<NewUser | null> {
  const passwordHash = await hashPassword(input.password);
  return ctx.db.transaction(async (db) => {
    await db.sql('SELECT 1 AS locked FROM (SELECT pg_advisory_xact_lock($1::bigint)) AS taken', [SEED_LOCK]);
    if (await db.prisma.user.findFirst({ where: { role: 'admin' }, select: { id: true } })) return null;
    const operator = await insertUser(
      ctx,
      db,
      { ...input, name: 'Operator', role: 'admin', verified: true },
      passwordHash,
    );
    if (!operator)
      throw new Error(`ADMIN_EMAIL: ${input.email} is the address of an ordinary account; choose another.`);
    await audit(withCtx(ctx, { db }), { action: 'operator.seed', subjectType: 'user', subjectId: operator.id });
    return operator;
  });
}
