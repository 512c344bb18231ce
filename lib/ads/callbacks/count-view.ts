import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { earnedInTurn } from '../caps';
import { lockSession, type LockedSession } from '../locked-session';
import { placedCtx, withinCaps } from '../pay-session';
import { payOrHold, tellRefused } from '../review';
import type { NetworkId } from '../types';
import { findCallback, keepCallback, settleCallback, type CallbackKey } from './callback-log';
import type { CallbackAnswer, CallbackOutcome } from './types';

/** A view that its network vouches for, for a session and a user as the network names them. */
export interface VouchedView {
  network: NetworkId;
  transactionId: string;
  sessionId: string;
  userId: string | null;
}

interface Owner {
  userId: string;
  gone: boolean;
}

const OWNER = `SELECT s.user_id AS "userId", u.id IS NULL OR u.deleted_at IS NOT NULL OR u.suspended_at IS NOT NULL AS gone
  FROM ad_sessions s LEFT JOIN users u ON u.id = s.user_id WHERE s.id = $1::uuid FOR UPDATE OF s`;

/** Why this session takes no view of this network, or null when it does. */
function refusal(session: LockedSession, network: NetworkId, now: Date): CallbackOutcome | null {
  if (session.network !== network) return 'other_network';
  if (session.claimedAt) return 'ended';
  return session.state === 'active' && session.expiresAt > now ? null : 'expired';
}

const COMPLETE = `
  WITH done AS (
    UPDATE ad_views SET completed_at = $3::timestamptz, started_at = coalesce(started_at, $3::timestamptz), external_id = $4::text
    WHERE id = (SELECT id FROM ad_views WHERE session_id = $1::uuid AND network = $2::text AND completed_at IS NULL
      ORDER BY seq LIMIT 1) RETURNING id)
  SELECT (SELECT count(*) FROM done)::integer AS done,
    (SELECT count(*) FROM ad_views WHERE session_id = $1::uuid AND completed_at IS NULL)::integer
      - (SELECT count(*) FROM done)::integer AS missing`;

/** Pays, unless a cap of the day is reached: the session is over then, so that nobody waits for it, and its user is told why. */
async function payOrEnd(ctx: Ctx, session: LockedSession) {
  const placed = placedCtx(ctx, session);
  let due: LockedSession;
  try {
    due = withinCaps(placed, session, await earnedInTurn(placed, session));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cap_reached') throw error;
    await ctx.db.sql("UPDATE ad_sessions SET state = 'cancelled' WHERE id = $1::uuid RETURNING id", [session.id]);
    await tellRefused(ctx, session, error.message);
    return { outcome: 'capped' as const, amountMicro: 0n };
  }
  const paid = await payOrHold(placed, due, false);
  if (paid.outcome === 'held') return { outcome: 'held' as const, amountMicro: 0n };
  return { outcome: 'paid' as const, amountMicro: paid.paidMicro };
}

/** What the view brings, under the session's lock. */
async function take(ctx: Ctx, owner: Owner | undefined, { network, sessionId, transactionId, userId }: VouchedView) {
  if (!owner || owner.gone) return { outcome: 'unknown' as const };
  if (owner.userId !== userId) return { outcome: 'foreign' as const };
  const now = ctx.clock.now();
  const session = await lockSession(ctx, sessionId, userId);
  const refused = refusal(session, network, now);
  if (refused) return { outcome: refused };
  const [row] = await ctx.db.sql<{ done: number; missing: number }>(COMPLETE, [sessionId, network, now, transactionId]);
  if (!row || row.done === 0) return { outcome: 'ended' as const };
  return row.missing > 0 ? { outcome: 'counted' as const } : payOrEnd(ctx, session);
}

/**
 * Completes the next view of a session, once per transaction of the network; with the last one the session pays by
 * itself. One transaction: what is answered is committed. Copies wait for the first and get its answer.
 */
export async function countView(ctx: Ctx, view: VouchedView): Promise<CallbackAnswer> {
  const key: CallbackKey = { network: view.network, event: 'view', externalId: view.transactionId };
  const once = async (tx: Ctx): Promise<CallbackAnswer> => {
    // Session before record, everywhere: copies and callbacks of two views cannot wait for each other in a ring.
    const [owner] = await tx.db.sql<Owner>(OWNER, [view.sessionId]);
    const id = await keepCallback(tx, key, { outcome: 'unknown', sessionId: view.sessionId, userId: view.userId });
    if (!id) return { outcome: (await findCallback(tx, key))?.outcome ?? 'unknown', repeated: true };
    const settled = await take(tx, owner, view);
    await settleCallback(tx, id, settled);
    return { outcome: settled.outcome, repeated: false };
  };
  // Its machines are not the user's: their address and cookies say nothing about who has watched.
  const actor = { type: 'adNetwork', network: view.network } as const;
  const own = withCtx(ctx, { actor, device: null, address: null });
  return ctx.db.transaction((db) => once(withCtx(own, { db })), { repeatable: true });
}
