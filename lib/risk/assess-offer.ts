import type { Ctx } from '@/lib/context';
import { NOTHING, type Assessment } from './assess';
import { factsOfOffer, type OfferInput } from './facts-of-offer';
import { decideUnattended, scoreOf } from './score';
import { OFFER_SIGNALS } from './signals/offer-signals';

export type { OfferInput };

/**
 * Looks at an offer that a network wants credited: one round trip, and nothing is written. Nobody is there to be asked, so
 * the decision is `allow` or `delay`. Call it under the user's turn, so that what counts by the hour is exact.
 */
export async function assessOffer({ ctx, input }: { ctx: Ctx; input: OfferInput }): Promise<Assessment> {
  const { risk } = ctx.settings.current();
  if (!risk.enabled) return NOTHING;
  const { facts, trusted } = await factsOfOffer(ctx, input);
  const { score, signals } = scoreOf(OFFER_SIGNALS, facts, risk);
  return { decision: decideUnattended(score, risk, trusted), score, signals, solved: false };
}
