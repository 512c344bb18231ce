import { withCtx, type Ctx } from '@/lib/context';
import { takeBack } from '../take-back';
import type { CallbackAnswer } from './types';
import { closeReview, findCallback, keepCallback, settleCallback, type KeptCallback } from './callback-log';
import type { OfferMessage } from './offer-message';
import { OFFER_WALL, takeTurn } from './offer-turn';
import { tellOfferWithdrawn } from './tell-offer';

/** A credit that was paid goes back; one that waits is over. */
async function undo(ctx: Ctx, credit: KeptCallback & { userId: string }, transactionId: string) {
  const { id, userId, amountMicro } = credit;
  if (credit.review === 'waiting') {
    await closeReview(ctx, id, 'withdrawn');
    await tellOfferWithdrawn(ctx, { id, userId, amountMicro, offerName: credit.data.offer ?? null });
    return { outcome: 'withdrawn' } as const;
  }
  const taken = {
    userId,
    amountMicro,
    source: 'offer',
    network: OFFER_WALL,
    paidBy: transactionId,
    about: id,
  } as const;
  await takeBack(withCtx(ctx, { actor: { type: 'adNetwork', network: OFFER_WALL } }), { ...taken, reason: null });
  return { outcome: 'taken', amountMicro } as const;
}

/**
 * Takes back what a credit of this transaction had paid; once, and from whom it was paid. A credit that waits is never
 * paid. A reversal that comes first is remembered: its credit pays nothing then. In the caller's transaction.
 */
export async function reverseOffer(ctx: Ctx, { transactionId, userId: user }: OfferMessage): Promise<CallbackAnswer> {
  const key = { network: OFFER_WALL, event: 'reversal', externalId: transactionId } as const;
  await takeTurn(ctx, transactionId);
  const kept = await findCallback(ctx, key);
  if (kept) return { outcome: kept.outcome, repeated: true };
  const credit = await findCallback(ctx, { ...key, event: 'credit' });
  const userId = credit?.userId ?? null;
  const outcome = credit ? 'nothing' : 'remembered';
  const id = await keepCallback(ctx, key, { outcome, userId, data: { user } });
  if (!id) throw new Error('an offer was reversed by somebody who did not wait for their turn');
  if (!credit || !userId || credit.amountMicro === 0n || credit.review === 'refused')
    return { outcome, repeated: false };
  if (credit.data.user !== user) ctx.log.warn({ transactionId }, 'an offer is reversed in the name of another user');
  const settled = await undo(ctx, { ...credit, userId }, transactionId);
  await settleCallback(ctx, id, settled);
  return { outcome: settled.outcome, repeated: false };
}
