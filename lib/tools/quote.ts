import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { creditsToMicro, microToCredits } from '@/lib/format';
import { adKindOf } from './ad-kind';
import { prepareRun } from './prepare';
import { pricingView } from './pricing/view';
import type { RunRequest } from './schema';
import type { OfferAd, QuoteView } from './types';

/** What the actor has, in credits; guests have nothing yet. */
async function fundsOf(ctx: Ctx): Promise<{ available: number; debt: number }> {
  const hasWallet = ctx.actor.type === 'user' || ctx.actor.type === 'apiKey';
  return hasWallet ? getCredits({ ctx, input: {} }) : { available: 0, debt: 0 };
}

/** The most a run would cost now and by which rule, and the ads that would pay for what is missing. Throws as `execute` does for bad input. */
export async function quote({
  ctx,
  input,
  offerAd,
}: {
  ctx: Ctx;
  input: RunRequest;
  offerAd?: OfferAd;
}): Promise<QuoteView> {
  const { definition, quoteMicro, cachedPriceMicro, sharedPriceMicro, pricings } = await prepareRun(ctx, input);
  const price = microToCredits(quoteMicro);
  const base = {
    price,
    cachedPrice: microToCredits(cachedPriceMicro),
    ...(sharedPriceMicro === null ? {} : { sharedPrice: microToCredits(sharedPriceMicro) }),
    pricing: pricingView(pricings[0]),
  };
  const { available, debt } = await fundsOf(ctx);
  if (available >= price) return { ...base, available, ad: null };
  const shortfall = quoteMicro - creditsToMicro(available) + creditsToMicro(debt);
  return { ...base, available, ad: (await offerAd?.(adKindOf(definition.kind), shortfall)) ?? null };
}
