import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { creditsToMicro, microToCredits } from '@/lib/format';
import { adKindOf } from './ad-kind';
import { prepareRun } from './prepare';
import type { RunRequest } from './schema';
import type { OfferAd, QuoteView } from './types';

/** What a run would cost now. Guests have no credits, and no ads before they sign in. Throws as `execute` does for bad input. */
export async function quote({
  ctx,
  input,
  offerAd,
}: {
  ctx: Ctx;
  input: RunRequest;
  offerAd?: OfferAd;
}): Promise<QuoteView> {
  const { definition, quoteMicro, cachedPriceMicro } = prepareRun(ctx, input);
  const price = microToCredits(quoteMicro);
  const cachedPrice = microToCredits(cachedPriceMicro);
  if (ctx.actor.type !== 'user' && ctx.actor.type !== 'apiKey') return { price, cachedPrice, available: 0, ad: null };
  const { available, debt } = await getCredits({ ctx, input: {} });
  if (available >= price) return { price, cachedPrice, available, ad: null };
  const shortfall = quoteMicro - creditsToMicro(available) + creditsToMicro(debt);
  return { price, cachedPrice, available, ad: (await offerAd?.(adKindOf(definition.kind), shortfall)) ?? null };
}
