import type { Pricing } from './pricing';

const MILLION = 1_000_000n;

/** A part of an amount, rounded up to the microcredit. */
export function shareOf(micro: bigint, share: number): bigint {
  return (micro * BigInt(Math.round(share * 1_000_000)) + MILLION - 1n) / MILLION;
}

/** The same way of charging, at a part of the price. */
export function sharedPricing(pricing: Pricing, share: number): Pricing {
  const part = (micro: bigint) => shareOf(micro, share);
  if (pricing.rule === 'flat')
    return { ...pricing, priceMicro: part(pricing.priceMicro), quoteMicro: part(pricing.quoteMicro) };
  const { rates, floorMicro, ceilingMicro, quoteMicro } = pricing;
  return {
    ...pricing,
    rates: {
      thousandInputTokens: part(rates.thousandInputTokens),
      thousandOutputTokens: part(rates.thousandOutputTokens),
      thousandCharacters: part(rates.thousandCharacters),
      image: part(rates.image),
      source: part(rates.source),
      second: part(rates.second),
    },
    ...{ floorMicro: part(floorMicro), ceilingMicro: part(ceilingMicro), quoteMicro: part(quoteMicro) },
  };
}
