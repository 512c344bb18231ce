import { audit } from '@/lib/audit';
import { requireSession, withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Db } from '@/lib/db';

/** Two admins that leave at once wait for each other here, so that the later one sees that it is the last. */
async function assertNotLastAdmin(db: Db, userId: string): Promise<void> {
  const admins = await db.sql<{ id: string }>(
    `SELECT id::text AS id FROM users WHERE role = 'admin' AND suspended_at IS NULL ORDER BY id FOR UPDATE`,
  );
  if (admins.length === 1 && admins[0]?.id === userId) {
    throw new AppError('conflict', 'You are the last operator of this hub: it would have nobody left.');
  }
}

/**
 * Makes the actor's account nobody's: no address, no name, no password, no sessions, no mails. The row stays for the
 * ledger; the mail address is free again. Joins the caller's transaction.
 * @throws AppError conflict for the last admin; unauthenticated; forbidden for API keys.
 */
export async function closeAccount({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId: id, role } = requireSession(ctx.actor);
  const now = ctx.clock.now();
  const address = `deleted-${id}@deleted.invalid`;
  await ctx.db.transaction(async (db) => {
    if (role === 'admin') await assertNotLastAdmin(db, id);
    const { email } = await db.prisma.user.findUniqueOrThrow({ where: { id }, select: { email: true } });
    await db.prisma.user.update({
      where: { id },
      data: {
        email: address,
        emailNormalized: address,
        name: null,
        passwordHash: null,
        role: 'user',
        emailVerifiedAt: null,
        suspendedAt: now,
        deletedAt: now,
      },
    });
    const ended = { userAgent: null, address: null };
    await db.prisma.authSession.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: now } });
    await db.prisma.authSession.updateMany({ where: { userId: id }, data: ended });
    await db.prisma.accountToken.deleteMany({ where: { userId: id } });
    await db.prisma.outboxMail.deleteMany({ where: { recipient: email } });
    await audit(withCtx(ctx, { db }), { action: 'user.delete', subjectType: 'user', subjectId: id });
  });
}
