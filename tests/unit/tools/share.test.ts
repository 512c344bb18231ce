import type { Pricing } from '@/lib/tools/pricing/pricing';
import { sharedPricing, shareOf } from '@/lib/tools/pricing/share';

describe('a share of a price', () => {
  it.each([
    [5_000_000n, 0.5, 2_500_000n],
    [1n, 0.5, 1n],
    [3n, 0.5, 2n],
    [0n, 0.5, 0n],
    [7n, 1, 7n],
    [1_000_000n, 0.333333, 333_333n],
  ])('of %s at %s is %s: rounded up, and never more than the whole', (whole, share, part) => {
    expect(shareOf(whole, share)).toBe(part);
  });

  it('is taken of a flat price and its quote', () => {
    const flat: Pricing = {
      ...{ rule: 'flat', priceMicro: 5_000_000n, quoteMicro: 10_000_000n, long: null, pieces: 2, coveredTokens: 1_000 },
    };
    expect(sharedPricing(flat, 0.5)).toEqual({ ...flat, priceMicro: 2_500_000n, quoteMicro: 5_000_000n });
  });

  it('is taken of every rate, of floor, ceiling and quote', () => {
    const metered: Pricing = {
      rule: 'metered',
      rates: {
        thousandInputTokens: 10n,
        thousandOutputTokens: 21n,
        thousandCharacters: 0n,
        image: 4n,
        source: 6n,
        second: 2n,
      },
      ...{ floorMicro: 100n, ceilingMicro: 1_000n, quoteMicro: 500n },
    };
    expect(sharedPricing(metered, 0.5)).toEqual({
      rule: 'metered',
      rates: {
        thousandInputTokens: 5n,
        thousandOutputTokens: 11n,
        thousandCharacters: 0n,
        image: 2n,
        source: 3n,
        second: 1n,
      },
      ...{ floorMicro: 50n, ceilingMicro: 500n, quoteMicro: 250n },
    });
  });
});
