import { withCtx, type Ctx } from '@/lib/context';
import { grant } from '@/lib/credits';
import { emit } from '@/lib/events';
import { creditExpiry } from '@/lib/settings';
import { OFFER_WALL } from './offer-turn';

/** An offer whose amount is decided. Microcredits. */
export interface DueOffer {
  userId: string;
  transactionId: string;
  offerName: string | null;
  amountMicro: bigint;
}

/**
 * Pays it in the caller's transaction, as the network whose word it is. Below stands the ledger's own (`offerwall`,
 * transaction): nothing pays it twice.
 */
export async function grantOffer(caller: Ctx, offer: DueOffer): Promise<void> {
  const { userId, transactionId, offerName, amountMicro } = offer;
  const ctx = withCtx(caller, { actor: { type: 'adNetwork', network: OFFER_WALL }, device: null, address: null });
  await grant({
    ctx,
    input: {
      userId,
      source: 'offer',
      amountMicro,
      expiresAt: creditExpiry(ctx.settings.current(), 'offer', ctx.clock.now()),
      externalSource: OFFER_WALL,
      externalId: transactionId,
      ref: { type: 'offer', id: transactionId },
      ...(offerName === null ? {} : { reason: offerName }),
    },
  });
  const data = { transactionId, network: OFFER_WALL, amountMicro: amountMicro.toString() };
  await emit(ctx, { type: 'offer.credited', userId, data });
}
