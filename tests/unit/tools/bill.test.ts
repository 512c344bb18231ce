import fc from 'fast-check';
import type { ChainEnd } from '@/lib/ai/types';
import { billOf, partMicro, type Ending } from '@/lib/tools/bill';
import { NOTHING, tokensOf, type Measured } from '@/lib/tools/pricing/meter';
import type { Pricing } from '@/lib/tools/pricing/pricing';

const QUOTE = 5_000_000n;
const succeeded: ChainEnd = { status: 'succeeded', provider: 'alpha', model: 'alpha/large', usage: {} };
const cancelled: ChainEnd = { status: 'cancelled', afterContent: true, usage: {} };
const failed = (
  code: 'provider_unavailable' | 'provider_timeout' | 'invalid_input' | 'moderated',
  afterContent = false,
): ChainEnd => ({
  status: 'failed',
  code,
  afterContent,
  usage: {},
});

const written = (outputTokens: number): Measured => ({ ...NOTHING, outputTokens });
const flat = (priceMicro: bigint, coveredTokens = 1_000, pieces = 1): Pricing => ({
  rule: 'flat',
  priceMicro,
  quoteMicro: priceMicro,
  long: null,
  pieces,
  coveredTokens,
});
const metered = (quoteMicro: bigint, floorMicro = 100_000n): Pricing => ({
  rule: 'metered',
  rates: {
    thousandInputTokens: 1_000_000n,
    thousandOutputTokens: 4_000_000n,
    thousandCharacters: 0n,
    image: 0n,
    source: 0n,
    second: 0n,
  },
  floorMicro,
  ceilingMicro: 50_000_000n,
  quoteMicro,
});

function bill(change: Partial<Ending>, priceMicro = QUOTE) {
  return billed(change, flat(priceMicro));
}

function billed(change: Partial<Ending>, pricing: Pricing) {
  const ending: Ending = {
    end: succeeded,
    used: written(300),
    deliveredFiles: false,
    hasOutput: true,
    stopReason: null,
    ...change,
  };
  return billOf(ending, QUOTE, pricing);
}

it('captures the quote for a success, and less when a cheaper model answered', () => {
  expect(bill({})).toEqual({ status: 'succeeded', captureMicro: QUOTE, reason: null, errorCode: null });
  expect(bill({}, 2_000_000n)).toMatchObject({
    status: 'succeeded',
    captureMicro: 2_000_000n,
    reason: 'cheaper_model',
  });
  expect(bill({}, 9_000_000n)).toMatchObject({ captureMicro: QUOTE });
});

it.each([
  ['an empty answer', { hasOutput: false }, 'empty_output', 'provider_unavailable'],
  ['no provider', { end: failed('provider_unavailable') }, 'provider_unavailable', 'provider_unavailable'],
  ['slow providers', { end: failed('provider_timeout') }, 'provider_timeout', 'provider_timeout'],
  ['a break after content', { end: failed('provider_timeout', true) }, 'cut_short', 'provider_timeout'],
  ['a refused input', { end: failed('invalid_input') }, 'invalid_input', 'invalid_input'],
  ['moderation', { end: failed('moderated', true) }, 'moderated', 'moderated'],
  [
    'a stopping server',
    { end: cancelled, stopReason: 'server_stopping' as const },
    'server_stopping',
    'provider_unavailable',
  ],
])('refunds everything for %s', (_what, change, reason, errorCode) => {
  expect(bill(change)).toEqual({ status: 'failed', captureMicro: 0n, reason, errorCode });
});

it('releases a run that was stopped before any content', () => {
  expect(bill({ end: cancelled, hasOutput: false, stopReason: 'cancelled' })).toEqual({
    status: 'cancelled',
    captureMicro: 0n,
    reason: 'cancelled',
    errorCode: null,
  });
});

it.each([
  [0, 1_000_000n],
  [1, 1_000_000n],
  [200, 1_000_000n],
  [201, 1_005_000n],
  [500, 2_500_000n],
  [1_000, QUOTE],
  [5_000, QUOTE],
])('meters a stop after %i of 1000 tokens, a fifth at least', (deliveredTokens, captureMicro) => {
  expect(bill({ end: cancelled, used: written(deliveredTokens), stopReason: 'cancelled' }).captureMicro).toBe(
    captureMicro,
  );
});

it('charges a delivered file whole, and an answer whose stop came too late', () => {
  expect(bill({ end: cancelled, deliveredFiles: true, stopReason: 'cancelled' })).toMatchObject({
    captureMicro: QUOTE,
    reason: null,
  });
  expect(bill({ stopReason: 'cancelled' })).toMatchObject({ status: 'succeeded', captureMicro: QUOTE });
  expect(bill({ stopReason: 'server_stopping' })).toMatchObject({ status: 'succeeded', captureMicro: QUOTE });
});

it('meters a stopped answer of a cheaper model by that price', () => {
  const stopped = { end: cancelled, stopReason: 'cancelled' as const };
  expect(bill({ ...stopped, used: written(900) }, 2_000_000n).captureMicro).toBe(1_800_000n);
  expect(bill({ ...stopped, used: written(1) }, 2_000_000n).captureMicro).toBe(400_000n);
  expect(bill({ ...stopped, deliveredFiles: true }, 2_000_000n).captureMicro).toBe(2_000_000n);
});

it('charges a metered answer by what it used, and says why the rest came back', () => {
  const used: Measured = { ...NOTHING, inputTokens: 500, outputTokens: 250 };
  expect(billed({ used }, metered(QUOTE))).toEqual({
    status: 'succeeded',
    captureMicro: 1_500_000n,
    reason: 'metered',
    errorCode: null,
  });
  expect(billed({ used: written(1) }, metered(QUOTE)).captureMicro).toBe(100_000n);
  expect(billed({ used: written(1_000_000) }, metered(QUOTE))).toMatchObject({ captureMicro: QUOTE, reason: null });
  expect(billed({ used }, metered(4_000_000n))).toMatchObject({ captureMicro: 1_500_000n, reason: 'cheaper_model' });
});

it('charges a stopped metered answer by what had arrived, the floor at least, and never the fifth of a flat price', () => {
  const stopped = { end: cancelled, stopReason: 'cancelled' as const };
  expect(billed({ ...stopped, used: written(500) }, metered(QUOTE))).toMatchObject({
    captureMicro: 2_000_000n,
    reason: 'cancelled_partly',
  });
  expect(billed({ ...stopped, used: written(1) }, metered(QUOTE)).captureMicro).toBe(100_000n);
  expect(billed({ ...stopped, hasOutput: false }, metered(QUOTE))).toMatchObject({
    captureMicro: 0n,
    reason: 'cancelled',
  });
});

describe('whatever happens', () => {
  const micro = fc.bigInt(1n, 10n ** 15n);
  const rate = fc.bigInt(0n, 10n ** 12n);
  const used = fc.record({
    inputTokens: fc.nat(10_000_000),
    outputTokens: fc.nat(10_000_000),
    characters: fc.nat(9_000),
    images: fc.nat(20),
    seconds: fc.nat(3_600),
  });
  const tokens = { thousandInputTokens: rate, thousandOutputTokens: rate, thousandCharacters: rate };
  const rates = fc.record({ ...tokens, image: rate, source: rate, second: rate });
  const meters = fc.tuple(rates, micro, micro, micro).map(([its, a, b, q]): Pricing => {
    const [floorMicro, ceilingMicro] = a < b ? [a, b] : [b, a];
    const quoteMicro = q < floorMicro ? floorMicro : q > ceilingMicro ? ceilingMicro : q;
    return { rule: 'metered', rates: its, floorMicro, ceilingMicro, quoteMicro };
  });
  const flats = fc.tuple(micro, fc.integer({ min: 1, max: 32_000 })).map(([price, covered]) => flat(price, covered));
  const pricings = fc.oneof(meters, flats);
  const ends = fc.constantFrom(succeeded, cancelled, failed('provider_unavailable'), failed('moderated', true));
  const ending = (end: ChainEnd, its: Measured, hasOutput = true): Ending => ({
    end,
    used: its,
    deliveredFiles: false,
    hasOutput,
    stopReason: null,
  });

  it('never captures more than the quote, nor less than nothing', () => {
    fc.assert(
      fc.property(ends, micro, pricings, used, fc.boolean(), (end, quote, pricing, its, hasOutput) => {
        const { captureMicro } = billOf(ending(end, its, hasOutput), quote, pricing);
        return captureMicro >= 0n && captureMicro <= quote && captureMicro <= pricing.quoteMicro;
      }),
    );
  });

  it('charges an answer the floor at least, which is never nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(succeeded, cancelled), pricings, used, (end, pricing, its) => {
        const { captureMicro } = billOf(ending(end, its), pricing.quoteMicro, pricing);
        const floor = pricing.rule === 'flat' ? (pricing.quoteMicro + 4n) / 5n : pricing.floorMicro;
        return captureMicro > 0n && captureMicro >= floor;
      }),
    );
  });

  it('never charges less for more use, nor more for stopping than for the end', () => {
    fc.assert(
      fc.property(pricings, used, used, (pricing, its, more) => {
        const both: Measured = {
          inputTokens: its.inputTokens + more.inputTokens,
          outputTokens: its.outputTokens + more.outputTokens,
          images: its.images + more.images,
          characters: its.characters + more.characters,
          seconds: its.seconds + more.seconds,
        };
        const charge = (end: ChainEnd, what: Measured) =>
          billOf(ending(end, what), pricing.quoteMicro, pricing).captureMicro;
        expect(charge(succeeded, both)).toBeGreaterThanOrEqual(charge(succeeded, its));
        expect(charge(cancelled, both)).toBeGreaterThanOrEqual(charge(cancelled, its));
        expect(charge(cancelled, its)).toBeLessThanOrEqual(charge(succeeded, its));
      }),
    );
  });

  it('refunds every failure whole', () => {
    fc.assert(
      fc.property(pricings, used, (pricing, its) => {
        expect(billOf(ending(failed('provider_timeout', true), its), pricing.quoteMicro, pricing).captureMicro).toBe(
          0n,
        );
      }),
    );
  });
});

it('rounds parts up to the microcredit, so that nothing delivered is free', () => {
  expect(partMicro(1n, 500, 1_000)).toBe(1n);
  expect(partMicro(5_000_001n, 333, 1_000)).toBe(1_665_001n);
  expect(partMicro(5_000_000n, 334, 777)).toBe(2_149_293n);
  expect(tokensOf('')).toBe(0);
  expect(tokensOf('abcde')).toBe(2);
});
