import { requireAdmin, type Ctx } from '@/lib/context';
import { takeOfferTurns } from './callbacks/settle-held-offers';

const SESSIONS = 'SELECT id FROM ad_sessions WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE';

/**
 * Locks claims and offers that are to be settled together, in the order of their ids and before any wallet: who settles one
 * of them alone, and another operator, wait instead of waiting in a ring. In the caller's transaction.
 * @throws AppError unauthenticated, forbidden
 */
export async function lockHeld({
  ctx,
  input: { sessionIds, offerIds },
}: {
  ctx: Ctx;
  input: { sessionIds: string[]; offerIds: string[] };
}): Promise<void> {
  requireAdmin(ctx.actor);
  await ctx.db.sql(SESSIONS, [sessionIds]);
  await takeOfferTurns(ctx, offerIds);
}
