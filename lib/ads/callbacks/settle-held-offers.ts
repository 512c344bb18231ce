import { withCtx, type Ctx } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { closeCase } from '@/lib/risk';
import { assertLive } from '../live-account';
import { requireReviewer, settleEach } from '../review/settle-each';
import { closeReview, findCallback } from './callback-log';
import { grantOffer, type DueOffer } from './grant-offer';
import { OFFER_WALL, takeTurn } from './offer-turn';
import { tellOfferPaid, tellOfferRefused } from './tell-offer';

const TRANSACTION = `SELECT external_id AS "transactionId" FROM ad_callbacks
  WHERE id = $1::uuid AND network = $2::text AND event = 'credit'`;

/** An offer that waits, in its turn. @throws AppError not_found; conflict for one that does not wait (any more). */
async function lockWaiting(ctx: Ctx, id: string): Promise<DueOffer & { id: string }> {
  const [row] = isUuid(id) ? await ctx.db.sql<{ transactionId: string }>(TRANSACTION, [id, OFFER_WALL]) : [];
  if (!row) throw notFound('offer');
  const { transactionId } = row;
  await takeTurn(ctx, transactionId);
  const kept = await findCallback(ctx, { network: OFFER_WALL, event: 'credit', externalId: transactionId });
  if (kept?.review !== 'waiting' || kept.userId === null)
    throw new AppError('conflict', 'This offer does not wait any more.');
  const { userId, amountMicro, data } = kept;
  return { id, userId, transactionId, amountMicro, offerName: data.offer ?? null };
}

/** Takes the turns of several offers, in the order of their ids. */
export async function takeOfferTurns(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids.toSorted()) {
    const [row] = await ctx.db.sql<{ transactionId: string }>(TRANSACTION, [id, OFFER_WALL]);
    if (row) await takeTurn(ctx, row.transactionId);
  }
}

/**
 * Pays an offer that was held, with the amount that was decided then. The case is closed, the user is told. Joins the
 * caller's transaction.
 * @throws AppError not_found; conflict for one that does not wait, and for an account that is suspended or closed;
 *   unauthenticated, forbidden.
 */
export async function payHeldOffer({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requireReviewer(ctx);
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const offer = await lockWaiting(tx, input.id);
    await grantOffer(tx, offer);
    await assertLive(tx, offer.userId);
    await closeReview(tx, offer.id, 'paid');
    await closeCase({ ctx: tx, input: { flow: 'offer', subjectId: offer.id, state: 'cleared' } });
    await tellOfferPaid(tx, offer);
  });
}

/**
 * Refuses an offer that was held, for good. The case is confirmed, the user is told. Joins the caller's transaction.
 * @throws AppError not_found, conflict, unauthenticated, forbidden.
 */
export async function refuseHeldOffer({
  ctx,
  input: { id, note },
}: {
  ctx: Ctx;
  input: { id: string; note?: string | undefined };
}): Promise<void> {
  requireReviewer(ctx);
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const offer = await lockWaiting(tx, id);
    await closeReview(tx, offer.id, 'refused');
    await closeCase({ ctx: tx, input: { flow: 'offer', subjectId: id, state: 'confirmed', note: note ?? null } });
    await tellOfferRefused(tx, offer, note);
  });
}

/** Of an account that is closed: nobody is there to pay, to tell or to judge. */
async function dropOffer(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const offer = await lockWaiting(tx, id);
    await closeReview(tx, offer.id, 'refused');
    await closeCase({ ctx: tx, input: { flow: 'offer', subjectId: id, state: 'cleared' } });
  });
}

const DUE = `SELECT c.id::text AS id, u.deleted_at IS NOT NULL AS closed FROM ad_callbacks c JOIN users u ON u.id = c.user_id
  WHERE c.review = 'waiting' AND c.release_at <= $1::timestamptz AND c.id <> ALL ($2::uuid[])
    AND (u.suspended_at IS NULL OR u.deleted_at IS NOT NULL)
  ORDER BY c.release_at LIMIT $3::integer`;

/**
 * Pays every held offer that is due, but to nobody who is suspended or gone. For jobs: however many do it at once, each is
 * paid once. What cannot be paid now stands in nobody's way.
 * @param atOnce how many are looked up in one query, and may fail before the rest is left to the next turn
 */
export async function payDueOffers({ ctx, atOnce = 200 }: { ctx: Ctx; atOnce?: number }): Promise<{ paid: number }> {
  let paid = 0;
  await settleEach(ctx, {
    atOnce,
    find: (except) => ctx.db.sql<{ id: string; closed: boolean }>(DUE, [ctx.clock.now(), except, atOnce]),
    settle: async ({ id, closed }) => {
      if (closed) return dropOffer(ctx, id);
      await payHeldOffer({ ctx, input: { id } });
      paid += 1;
    },
  });
  return { paid };
}
