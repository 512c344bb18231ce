import type { Model } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { alone } from '../alone';
import type { PreparedRun } from '../prepare';
import { sharedPricing } from '../pricing/share';

/** What the provider charges us for a model's work in a batch. */
function cheaper(model: Model, share: number): Model {
  const rates = Object.entries(model.cost).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const cost = Object.fromEntries(rates.map(([name, rate]) => [name, rate * share]));
  return { ...model, cost };
}

/** The run as a provider's batch does it: by the one model, at a part of its price, and at what that costs us. */
export function discounted(ctx: Pick<Ctx, 'ai'>, prepared: PreparedRun, share: number): PreparedRun {
  const one = alone(prepared);
  const pricing = sharedPricing(one.pricings[0], share);
  return {
    ...one,
    candidates: one.candidates.map((model) => cheaper(model, ctx.ai.batches.priceShare(model))),
    pricings: [pricing],
    quoteMicro: pricing.quoteMicro,
    // No answer that is kept costs more than a new one.
    cachedPriceMicro: one.cachedPriceMicro < pricing.quoteMicro ? one.cachedPriceMicro : pricing.quoteMicro,
    sharedPriceMicro: null,
  };
}
