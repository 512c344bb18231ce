import fc from 'fast-check';
import type { Model, ModelRequest } from '@/lib/ai/types';
import { settingsSchema, type Settings } from '@/lib/settings/schema';
import { marginOf } from '@/lib/tools/margins/margin';
import { priceRuleOf } from '@/lib/tools/pricing/rule';
import { textRequest } from '@/tests/support/requests';
import { PICTURE, STANDARD } from '@/tests/support/scripted-ai';
import { inputFile } from '@/tests/support/tool-calls';

const TEXT: Model = { ...STANDARD, cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 } };
const EDITOR: Model = { ...PICTURE, capabilities: ['edit'], cost: { perImage: 6_000, perSource: 50_000 } };
const EDIT: ModelRequest = { kind: 'image', prompt: 'Winter', width: 1_024, height: 1_024, source: inputFile() };

function judged(model: Model, request: ModelRequest, tree: object = {}) {
  const { prices, runs: limits }: Settings = settingsSchema.parse(tree);
  const rule = priceRuleOf(prices, 'tool', model);
  if (!rule) throw new Error('no price');
  return marginOf({ ...{ model, rule }, asked: { request, limits }, creditValueUsd: prices.costPlus.creditValueUsd });
}

const priced = (price: unknown, costPlus = {}) => ({ prices: { overrides: { tool: price }, costPlus } });

it('says what a flat-priced picture edit loses, and which price would end it', () => {
  expect(judged(EDITOR, EDIT)).toMatchObject({
    ...{ priceMicro: 10_000_000n, revenueNanoUsd: 10_000_000n, costNanoUsd: 56_000_000n },
    ...{ neededMicro: 56_000_000n, verdict: 'loss' },
  });
});

it('calls a price that brings in exactly the cost no loss, and a microcredit less one', () => {
  expect(judged(EDITOR, EDIT, priced(56)).verdict).toBe('earns');
  expect(judged(EDITOR, EDIT, priced(55.999999)).verdict).toBe('loss');
});

it('goes by the value of a credit', () => {
  expect(judged(EDITOR, EDIT, priced(10, { creditValueUsd: 0.01 }))).toMatchObject({
    ...{ revenueNanoUsd: 100_000_000n, neededMicro: 5_600_000n, verdict: 'earns' },
  });
});

it('never calls a model profitable whose cost nobody knows, however high its price', () => {
  for (const cost of [{}, { inputPerMillionTokens: 0 }, { perImage: 1 }]) {
    expect(judged({ ...TEXT, cost }, textRequest('Hi.'), priced(1_000))).toMatchObject({
      ...{ verdict: 'unknown', costNanoUsd: null, neededMicro: null },
    });
  }
});

it('takes a cost of nothing for known', () => {
  const free = { ...TEXT, cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 } };
  expect(judged(free, textRequest('Hi.'))).toMatchObject({ costNanoUsd: 0n, verdict: 'earns' });
});

it('expects answers of half their limit, and says where the longest one would lose', () => {
  const request = textRequest('x'.repeat(4_000));
  const found = judged(TEXT, request, priced(4));
  // 1,000 tokens in and 500 out; at most 1,334 in and 1,000 out.
  expect(found).toMatchObject({ costNanoUsd: 3_000_000n, neededMicro: 5_500_500n, verdict: 'largest_loses' });
  expect(judged(TEXT, request, priced(5.5005)).verdict).toBe('earns');
  expect(judged(TEXT, request, priced(2.999999)).verdict).toBe('loss');
});

it('holds a flat price of listening against the longest recording that it covers', () => {
  const model: Model = { ...STANDARD, kind: 'audio', task: 'transcription', cost: { perSecond: 50 } };
  const request: ModelRequest = { kind: 'transcription', audio: inputFile({ kind: 'audio', seconds: 60 }) };
  expect(judged(model, request)).toMatchObject({
    ...{ costNanoUsd: 3_000_000n, neededMicro: 15_000_000n, verdict: 'largest_loses' },
  });
  expect(judged(model, request, priced(15)).verdict).toBe('earns');
});

it('expects speech at an ordinary pace, not at the slowest that a quote must allow for', () => {
  const model: Model = { ...STANDARD, kind: 'audio', task: 'speech', cost: { perSecond: 100 } };
  const speech = (speed: number): ModelRequest => ({ kind: 'speech', text: 'x'.repeat(900), format: 'mp3', speed });
  expect(judged(model, speech(1)).costNanoUsd).toBe(6_000_000n);
  expect(judged(model, speech(1.5)).costNanoUsd).toBe(4_000_000n);
});

it('sees a ceiling below the cost of the largest run, and one below that of a typical run', () => {
  const rule = (ceiling: number) => priced({ rule: 'cost-plus', floor: 0.5, ceiling });
  expect(judged(EDITOR, EDIT, rule(20)).verdict).toBe('loss');
  // Four pictures of one: 0.074 dollars.
  expect(judged(EDITOR, EDIT, rule(70)).verdict).toBe('largest_loses');
  expect(judged(EDITOR, EDIT, rule(74)).verdict).toBe('earns');
});

it('sees a metered price below the rates of the provider', () => {
  const metered = { rule: 'metered', perThousandInputTokens: 0.5, perThousandOutputTokens: 4, floor: 0.1, ceiling: 20 };
  expect(judged(TEXT, textRequest('x'.repeat(8_000)), priced(metered)).verdict).toBe('loss');
});

it('never loses by a price that follows the cost below its ceiling', () => {
  const rate = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: 1, max: 64_000 }), (input, output, length) => {
      const model = { ...TEXT, cost: { inputPerMillionTokens: input, outputPerMillionTokens: output } };
      const tree = priced({ rule: 'cost-plus', margin: 1, floor: 0.000001, ceiling: 1_000_000 });
      expect(judged(model, textRequest('x'.repeat(length)), tree).verdict).toBe('earns');
    }),
    { numRuns: 60 },
  );
});
