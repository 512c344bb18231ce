import { REASONS, reasonSentence, toRunView, type RunRecord } from '@/lib/runs';
import { runViewSchema } from '@/lib/runs/view-schema';
import { DEMO_TEXT, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';

const AT = new Date('2026-03-10T12:00:00.000Z');
const RECORD: RunRecord = {
  id: '0195e000-0000-7000-8000-000000000000',
  userId: 'u',
  toolId: 'summarize',
  kind: 'text',
  status: 'succeeded',
  input: { text: 'x' },
  options: {},
  output: { text: 'y' },
  provider: 'alpha',
  model: STANDARD.id,
  cached: false,
  cachedFrom: null,
  leaderId: null,
  attempts: [{ provider: 'alpha', model: STANDARD.id, outcome: 'succeeded', ms: 4 }],
  usage: { inputTokens: 1, outputTokens: 2 },
  pricing: { lead: { rule: 'flat', price: 5 } },
  quotedMicro: 5_000_000n,
  chargedMicro: 5_000_000n,
  refundedMicro: 0n,
  reason: null,
  errorCode: null,
  promptId: null,
  ...{ continuesId: null, conversationId: null, comparisonId: null, batchId: null },
  owner: 'o',
  deadlineAt: AT,
  favourite: false,
  note: null,
  createdAt: AT,
  finishedAt: AT,
};
const labels = scriptedAi(undefined, [STANDARD, DEMO_TEXT]);
const show = (change: Partial<RunRecord> = {}) => toRunView({ ...RECORD, ...change }, labels);

it('is what the contract documents, and nothing private', () => {
  const file = { id: 'f', mediaType: 'image/png', bytes: 4, width: 1, height: 1 };
  const run = show({ output: { files: [file] } });
  expect(runViewSchema.strict().parse(run)).toEqual(run);
  expect(run).not.toHaveProperty('owner');
  expect(run).not.toHaveProperty('userId');
});

it('names the model as people know it, also after it left the catalog', () => {
  expect(show().modelLabel).toBe('Alpha · Alpha Large');
  expect(show({ model: 'alpha/retired' }).modelLabel).toBe('Alpha · alpha/retired');
  expect(show({ provider: 'gone', model: 'gone/model' }).modelLabel).toBe('gone · gone/model');
  expect(show({ provider: null, model: null })).toMatchObject({ modelLabel: null, demo: false });
});

it('labels the demo engine as such', () => {
  expect(show({ provider: 'demo', model: DEMO_TEXT.id })).toMatchObject({ modelLabel: 'Demo engine', demo: true });
});

it('says in a sentence why credits came back, and nothing where nothing did', () => {
  expect(show({ status: 'failed', reason: 'cut_short' }).message).toBe(reasonSentence('cut_short'));
  expect(show()).not.toHaveProperty('message');
  expect(show({ reason: 'metered' })).not.toHaveProperty('message');
  expect(reasonSentence('toString')).toBeUndefined();
  expect(reasonSentence(null)).toBeUndefined();
});

describe('the pricing on a receipt', () => {
  const METER = { rule: 'metered' as const, perThousandOutputTokens: 2, floor: 0.1, ceiling: 4 };

  it('is that of whoever answered, else of the model that set the quote', () => {
    const pricing = { lead: { rule: 'flat' as const, price: 5 }, models: { [DEMO_TEXT.id]: METER } };
    expect(show({ pricing }).credits.pricing).toEqual({ rule: 'flat', price: 5 });
    expect(show({ pricing, model: DEMO_TEXT.id }).credits.pricing).toEqual(METER);
    expect(show({ pricing, model: null, provider: null }).credits.pricing).toEqual({ rule: 'flat', price: 5 });
  });

  it('of a kept answer is what the repeat cost, and runs of old have none', () => {
    expect(show({ cached: true, quotedMicro: 1_000_000n }).credits.pricing).toEqual({ rule: 'repeat', price: 1 });
    expect(show({ pricing: {} }).credits).not.toHaveProperty('pricing');
  });

  it('is as documented in every shape', () => {
    for (const lead of [METER, { rule: 'flat' as const, price: 5, input: { characters: 9, covered: 3 } }]) {
      const run = show({ pricing: { lead } });
      expect(runViewSchema.strict().parse(run)).toEqual(run);
    }
  });
});

it('has a published sentence and a share for every reason', () => {
  for (const [code, { share, sentence }] of Object.entries(REASONS)) {
    expect(reasonSentence(code)).toBe(sentence);
    expect(['all', 'part', 'unused']).toContain(share);
    expect(sentence).toMatch(/(are|is) back|[Nn]othing is charged/);
  }
});
