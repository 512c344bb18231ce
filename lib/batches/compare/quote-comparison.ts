import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import type { OfferAd } from '@/lib/tools';
import { fundsFor } from '../funds';
import type { ComparisonRequest } from '../schema';
import type { ComparisonQuote } from '../types';
import { planComparison } from './request';

/** What one prompt on several models would cost at most, together and each. Throws as `createComparison` does for bad input. */
export async function quoteComparison({
  ctx,
  input,
  offerAd,
}: {
  ctx: Ctx;
  input: ComparisonRequest;
  offerAd?: OfferAd;
}): Promise<ComparisonQuote> {
  const { parts, priceMicro, adKind } = await planComparison(ctx, input);
  const { available, ad } = await fundsFor(ctx, { priceMicro, adKind, offerAd });
  return {
    ...{ price: microToCredits(priceMicro), available, ad },
    models: parts.map(({ model, priceMicro: micro }) => ({ ...model, price: microToCredits(micro) })),
  };
}
