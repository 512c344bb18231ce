import { withCtx, type Ctx } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { closeCase } from '@/lib/risk';
import { assertLive } from '../live-account';
import { lockSession, type LockedSession } from '../locked-session';
import { paySession, placedCtx } from '../pay-session';
import { requireReviewer, settleEach } from './settle-each';
import { tellPaid, tellRefused } from './tell';

/** A claim that waits, under its lock. @throws AppError not_found; conflict for one that does not wait (any more). */
async function lockDelayed(ctx: Ctx, sessionId: string): Promise<LockedSession> {
  const [owner] = isUuid(sessionId)
    ? await ctx.db.sql<{ userId: string }>('SELECT user_id AS "userId" FROM ad_sessions WHERE id = $1::uuid', [
        sessionId,
      ])
    : [];
  if (!owner) throw notFound('ad session');
  const session = await lockSession(ctx, sessionId, owner.userId);
  if (session.state !== 'delayed') throw new AppError('conflict', 'This claim does not wait any more.');
  return session;
}

/**
 * Pays a claim that was held: its caps were counted when it was made. The case is closed, the user is told. Joins the
 * caller's transaction.
 * @throws AppError not_found; conflict for one that does not wait, and for an account that is suspended or closed;
 *   unauthenticated, forbidden.
 */
export async function payDelayed({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { sessionId: string };
}): Promise<{ paidMicro: bigint }> {
  requireReviewer(ctx);
  return ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const session = await lockDelayed(tx, input.sessionId);
    // Who pays it now was never there: device and address stay those of the claim.
    const placed = placedCtx(withCtx(tx, { device: null, address: null }), session);
    const { paidMicro } = await paySession(placed, session);
    await assertLive(tx, session.userId);
    await closeCase({ ctx: tx, input: { flow: 'ad', subjectId: session.id, state: 'cleared' } });
    await tellPaid(tx, session);
    return { paidMicro };
  });
}

/**
 * Refuses a claim that was held, for good. The case is confirmed, the user is told. Joins the caller's transaction.
 * @throws AppError not_found, conflict, unauthenticated, forbidden.
 */
export async function refuseDelayed({
  ctx,
  input: { sessionId, note },
}: {
  ctx: Ctx;
  input: { sessionId: string; note?: string | undefined };
}): Promise<void> {
  requireReviewer(ctx);
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const session = await lockDelayed(tx, sessionId);
    await tx.db.sql("UPDATE ad_sessions SET state = 'refused' WHERE id = $1::uuid RETURNING id", [sessionId]);
    await closeCase({ ctx: tx, input: { flow: 'ad', subjectId: sessionId, state: 'confirmed', note: note ?? null } });
    await tellRefused(tx, session, note);
  });
}

const DUE = `SELECT s.id::text AS id FROM ad_sessions s JOIN users u ON u.id = s.user_id AND u.suspended_at IS NULL
  WHERE s.state = 'delayed' AND s.release_at <= $1::timestamptz AND s.id <> ALL ($2::uuid[])
  ORDER BY s.release_at LIMIT $3::integer`;

/**
 * Pays every held claim that is due, but to nobody who is suspended. For jobs: however many do it at once, each is paid once.
 * What cannot be paid now stands in nobody's way.
 * @param atOnce how many are looked up in one query, and may fail before the rest is left to the next turn
 */
export async function payDue({ ctx, atOnce = 200 }: { ctx: Ctx; atOnce?: number }): Promise<{ paid: number }> {
  let paid = 0;
  await settleEach(ctx, {
    atOnce,
    find: (except) => ctx.db.sql<{ id: string }>(DUE, [ctx.clock.now(), except, atOnce]),
    settle: async ({ id }) => {
      await payDelayed({ ctx, input: { sessionId: id } });
      paid += 1;
    },
  });
  return { paid };
}
