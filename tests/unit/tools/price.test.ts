import { settingsSchema } from '@/lib/settings/schema';
import { cachedPriceMicro, priceMicro } from '@/lib/tools/price';
import { ECONOMY, PICTURE, STANDARD } from '@/tests/support/scripted-ai';

const pricesOf = (prices: object = {}) => settingsSchema.parse({ prices }).prices;

it('is flat, by kind and tier', () => {
  expect(priceMicro(pricesOf(), 'summarize', STANDARD)).toBe(5_000_000n);
  expect(priceMicro(pricesOf(), 'summarize', ECONOMY)).toBe(2_000_000n);
  expect(priceMicro(pricesOf(), 'image-generation', PICTURE)).toBe(10_000_000n);
  expect(priceMicro(pricesOf({ text: { standard: 0.000001 } }), 'summarize', STANDARD)).toBe(1n);
});

it('is what the operator set for a tool, and before that for a tool with a model', () => {
  const prices = pricesOf({ overrides: { summarize: 3, 'summarize:alpha/alpha-large': 4 } });
  expect(priceMicro(prices, 'summarize', STANDARD)).toBe(4_000_000n);
  expect(priceMicro(prices, 'summarize', ECONOMY)).toBe(3_000_000n);
  expect(priceMicro(prices, 'rewrite', STANDARD)).toBe(5_000_000n);
});

it('of a repeat is never more than that of the run', () => {
  expect(cachedPriceMicro(pricesOf(), 5_000_000n)).toBe(0n);
  expect(cachedPriceMicro(pricesOf({ ownRepeat: 1 }), 5_000_000n)).toBe(1_000_000n);
  expect(cachedPriceMicro(pricesOf({ ownRepeat: 9 }), 5_000_000n)).toBe(5_000_000n);
});
