import { withCtx, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { notify } from '@/lib/notices';

/** An offer that waited, as its person is told of it. */
export interface ToldOffer {
  id: string;
  userId: string;
  amountMicro: bigint;
  offerName: string | null;
}

const about = ({ id, amountMicro, offerName }: ToldOffer) => ({
  id,
  amount: microToCredits(amountMicro),
  ...(offerName === null ? {} : { offer: offerName }),
});

const asHub = (ctx: Ctx): Ctx => withCtx(ctx, { actor: { type: 'system', job: 'offer-review' } });

/** It is paid; in the caller's transaction. */
export async function tellOfferPaid(ctx: Ctx, offer: ToldOffer): Promise<void> {
  await notify({ ctx: asHub(ctx), input: { userId: offer.userId, kind: 'offer_paid', data: about(offer) } });
}

/** It is not paid, with an operator's words where there are some; in the caller's transaction. */
export async function tellOfferRefused(ctx: Ctx, offer: ToldOffer, reason?: string): Promise<void> {
  const data = { ...about(offer), withdrawn: false, ...(reason ? { reason: reason.slice(0, 500) } : {}) };
  await notify({ ctx: asHub(ctx), input: { userId: offer.userId, kind: 'offer_refused', data } });
}

/** Its network took it back before it was paid; in the caller's transaction. */
export async function tellOfferWithdrawn(ctx: Ctx, offer: ToldOffer): Promise<void> {
  const data = { ...about(offer), withdrawn: true };
  await notify({ ctx: asHub(ctx), input: { userId: offer.userId, kind: 'offer_refused', data } });
}
