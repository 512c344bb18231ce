import { settingsSchema } from '@/lib/settings/schema';
import { cachedPriceMicro } from '@/lib/tools/price';
import { meteredMicro, NOTHING } from '@/lib/tools/pricing/meter';
import { priceRuleOf } from '@/lib/tools/pricing/rule';
import { ruleView } from '@/lib/tools/pricing/view';
import { ECONOMY, PICTURE, STANDARD } from '@/tests/support/scripted-ai';

const pricesOf = (prices: object = {}) => settingsSchema.parse({ prices }).prices;
const bounds = { floor: 0.2, ceiling: 30 };
const flat = (priceMicro: bigint) => ({ rule: 'flat', priceMicro });
const COSTED = { ...STANDARD, cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 } };
const PAINTER = { ...PICTURE, cost: { perImage: 6_000 } };
const FREE = { ...STANDARD, cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 } };

it('is flat, by kind and tier', () => {
  expect(priceRuleOf(pricesOf(), 'summarize', STANDARD)).toEqual(flat(5_000_000n));
  expect(priceRuleOf(pricesOf(), 'summarize', ECONOMY)).toEqual(flat(2_000_000n));
  expect(priceRuleOf(pricesOf(), 'image-generation', PICTURE)).toEqual(flat(10_000_000n));
  expect(priceRuleOf(pricesOf({ text: { standard: 0.000001 } }), 'summarize', STANDARD)).toEqual(flat(1n));
});

it('is what the operator set for a tool, and before that for a tool with a model', () => {
  const overrides = { summarize: 3, 'summarize:alpha/alpha-large': { rule: 'flat', price: 4 } };
  expect(priceRuleOf(pricesOf({ overrides }), 'summarize', STANDARD)).toEqual(flat(4_000_000n));
  expect(priceRuleOf(pricesOf({ overrides }), 'summarize', ECONOMY)).toEqual(flat(3_000_000n));
  expect(priceRuleOf(pricesOf({ overrides }), 'rewrite', STANDARD)).toEqual(flat(5_000_000n));
});

it('of a metered model costs nothing for what has no rate', () => {
  const overrides = { summarize: { rule: 'metered', perThousandOutputTokens: 1.5, ...bounds } };
  expect(priceRuleOf(pricesOf({ overrides }), 'summarize', STANDARD)).toEqual({
    rule: 'metered',
    rates: {
      ...{ thousandInputTokens: 0n, thousandOutputTokens: 1_500_000n, thousandCharacters: 0n },
      ...{ image: 0n, source: 0n, second: 0n },
    },
    floorMicro: 200_000n,
    ceilingMicro: 30_000_000n,
  });
});

describe('a price that follows the cost', () => {
  const prices = pricesOf({ mode: 'cost-plus', costPlus: bounds });

  it('is the cost x margin / value of a credit', () => {
    // 0.75 and 4.5 US dollars a million tokens, x 1.5, at a tenth of a cent the credit.
    expect(priceRuleOf(prices, 'summarize', COSTED)).toMatchObject({
      rule: 'cost-plus',
      rates: { thousandInputTokens: 1_125_000n, thousandOutputTokens: 6_750_000n, image: 0n },
      floorMicro: 200_000n,
      ceilingMicro: 30_000_000n,
    });
    expect(priceRuleOf(prices, 'image-generation', PAINTER)).toMatchObject({ rates: { image: 9_000_000n } });
    // A picture that is looked at to be changed is paid for as well.
    const looking = { ...PAINTER, cost: { perImage: 6_000, perSource: 50_000 } };
    expect(priceRuleOf(prices, 'image-edit', looking)).toMatchObject({
      rates: { image: 9_000_000n, source: 75_000_000n },
    });
    const rates = { thousandInputTokens: 0n, thousandOutputTokens: 0n, thousandCharacters: 0n, image: 9n, source: 75n };
    const wide = { rule: 'cost-plus' as const, rates: { ...rates, second: 0n }, floorMicro: 1n, ceilingMicro: 1_000n };
    expect(meteredMicro(wide, { ...NOTHING, images: 2, sources: 1 })).toBe(93n);
    expect(meteredMicro(wide, { ...NOTHING, images: 2 })).toBe(18n);
  });

  it('takes the margin of its own rule before the general one, and rounds rates up', () => {
    const overrides = { summarize: { rule: 'cost-plus', margin: 1, ...bounds } };
    const costPlus = { creditValueUsd: 0.007 };
    expect(priceRuleOf(pricesOf({ overrides, costPlus }), 'summarize', COSTED)).toMatchObject({
      rates: { thousandInputTokens: 107_143n, thousandOutputTokens: 642_858n },
    });
  });

  it('has no rates where the provider charges nothing, so that the floor counts', () => {
    expect(ruleView(priceRuleOf(prices, 'summarize', FREE)!)).toEqual({ rule: 'cost-plus', floor: 0.2, ceiling: 30 });
  });

  it('is none for an unknown cost, whole or half', () => {
    expect(priceRuleOf(prices, 'summarize', STANDARD)).toBeNull();
    expect(priceRuleOf(prices, 'summarize', { ...STANDARD, cost: { inputPerMillionTokens: 1 } })).toBeNull();
    expect(priceRuleOf(prices, 'image-generation', { ...PICTURE, cost: { inputPerMillionTokens: 1 } })).toBeNull();
    expect(priceRuleOf(prices, 'x', { ...PICTURE, kind: 'video' })).toBeNull();
  });

  it('gives way to a price set for the tool', () => {
    const own = pricesOf({ mode: 'cost-plus', overrides: { summarize: 4 } });
    expect(priceRuleOf(own, 'summarize', STANDARD)).toEqual(flat(4_000_000n));
  });
});

it('of a repeat is never more than that of the run', () => {
  expect(cachedPriceMicro(pricesOf(), 5_000_000n)).toBe(0n);
  expect(cachedPriceMicro(pricesOf({ ownRepeat: 1 }), 5_000_000n)).toBe(1_000_000n);
  expect(cachedPriceMicro(pricesOf({ ownRepeat: 9 }), 5_000_000n)).toBe(5_000_000n);
});
