import fc from 'fast-check';
import type { ChainEnd } from '@/lib/ai/types';
import { billOf, partMicro, tokensOf, type Ending } from '@/lib/tools/bill';

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

function bill(change: Partial<Ending>, priceMicro = QUOTE) {
  const ending: Ending = {
    end: succeeded,
    deliveredTokens: 300,
    deliveredFiles: false,
    hasOutput: true,
    stopReason: null,
    ...change,
  };
  return billOf(ending, QUOTE, priceMicro, 1_000);
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
  expect(bill({ end: cancelled, deliveredTokens, stopReason: 'cancelled' }).captureMicro).toBe(captureMicro);
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
  expect(bill({ ...stopped, deliveredTokens: 900 }, 2_000_000n).captureMicro).toBe(1_800_000n);
  expect(bill({ ...stopped, deliveredTokens: 1 }, 2_000_000n).captureMicro).toBe(400_000n);
  expect(bill({ ...stopped, deliveredFiles: true }, 2_000_000n).captureMicro).toBe(2_000_000n);
});

it('never captures more than the quote, nor less than nothing', () => {
  const ends = [succeeded, cancelled, failed('provider_unavailable'), failed('moderated', true)];
  fc.assert(
    fc.property(
      fc.constantFrom(...ends),
      fc.bigInt(1n, 10n ** 15n),
      fc.bigInt(1n, 10n ** 15n),
      fc.nat(),
      fc.integer({ min: 1, max: 32_000 }),
      fc.boolean(),
      (end, quote, price, deliveredTokens, covered, hasOutput) => {
        const ending: Ending = { end, deliveredTokens, deliveredFiles: false, hasOutput, stopReason: null };
        const { captureMicro } = billOf(ending, quote, price, covered);
        return captureMicro >= 0n && captureMicro <= quote;
      },
    ),
  );
});

it('rounds down to the microcredit', () => {
  expect(partMicro(1n, 500, 1_000)).toBe(0n);
  expect(partMicro(5_000_001n, 333, 1_000)).toBe(1_665_000n);
  expect(partMicro(5_000_000n, 334, 777)).toBe(2_149_292n);
  expect(tokensOf('')).toBe(0);
  expect(tokensOf('abcde')).toBe(2);
});
