import { audit } from '@/lib/audit';
import { requireSession, SESSION_IDLE_MS, withCtx, type Ctx, type UserActor } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { DAY_MS } from '@/lib/format';
import { isUuid, sha256 } from '@/lib/ids';
import { forgetSession } from './actor-memory';

export const ABSOLUTE_MS = 90 * DAY_MS;

/** A new session row. The token is returned once; only its hash is kept. */
export async function openSession(ctx: Ctx, userId: string, userAgent: string | null): Promise<string> {
  const token = ctx.ids.token();
  const now = ctx.clock.now();
  await ctx.db.prisma.authSession.create({
    data: {
      id: ctx.ids.uuid(),
      userId,
      tokenHash: sha256(token),
      userAgent: userAgent?.slice(0, 300) ?? null,
      address: ctx.address,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_MS),
    },
  });
  return token;
}

const FIND = 'SELECT session_actor($1::text, $2::timestamptz, $3::timestamptz) AS actor';

type Found = Omit<UserActor, 'type'>;

/** Who holds this token now: one round trip, so that revoking or suspending works at once. */
export async function actorOfToken(ctx: Pick<Ctx, 'db' | 'clock'>, token: string): Promise<UserActor | null> {
  const now = ctx.clock.now();
  const values = [sha256(token), now, new Date(now.getTime() - SESSION_IDLE_MS)];
  const [row] = await ctx.db.sql<{ actor: Found | null }>(FIND, values);
  return row?.actor ? { type: 'user', ...row.actor } : null;
}

export interface SessionView {
  id: string;
  current: boolean;
  userAgent: string | null;
  address: string | null;
  createdAt: string;
  lastSeenAt: string;
  /** When it ends however much it is used. */
  expiresAt: string;
}

/** The actor's own living sessions, the latest used first. */
export async function listSessions({ ctx }: { ctx: Ctx }): Promise<SessionView[]> {
  const actor = requireSession(ctx.actor);
  const now = ctx.clock.now();
  const rows = await ctx.db.prisma.authSession.findMany({
    where: {
      userId: actor.userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - SESSION_IDLE_MS) },
    },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    current: row.id === actor.sessionId,
    userAgent: row.userAgent,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/**
 * Ends one of the actor's own sessions at once.
 * @throws AppError not_found for a session that is not theirs or has ended.
 */
export async function revokeSession({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const actor = requireSession(ctx.actor);
  if (!isUuid(input.id)) throw notFound('session');
  await ctx.db.transaction(async (db) => {
    const { count } = await db.prisma.authSession.updateMany({
      where: { id: input.id, userId: actor.userId, revokedAt: null },
      data: { revokedAt: ctx.clock.now() },
    });
    if (count === 0) throw notFound('session');
    await audit(withCtx(ctx, { db }), { action: 'session.revoke', subjectType: 'session', subjectId: input.id });
  });
  forgetSession(ctx.db, input.id);
}

/** Ends the session that holds this token; nothing happens for an unknown one. */
export async function signOut({ ctx, input }: { ctx: Ctx; input: { token: string } }): Promise<void> {
  const ended = await ctx.db.prisma.authSession.updateManyAndReturn({
    where: { tokenHash: sha256(input.token), revokedAt: null },
    data: { revokedAt: ctx.clock.now() },
    select: { id: true },
  });
  for (const { id } of ended) forgetSession(ctx.db, id);
}
