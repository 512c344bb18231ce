import type { Model, ModelRequest } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { planRun } from '@/lib/tools/candidates';
import { textRequest } from '@/tests/support/requests';
import { CHEAP_OTHER, DEMO_TEXT, ECONOMY, OTHER, PICTURE, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';
import { inputFile } from '@/tests/support/tool-calls';

const TOOL = { id: 'summarize', kind: 'text' as const };
const REQUEST = textRequest('Some words.');

function plan(models: Model[], choice: { provider?: string; model?: string } = {}, settings: object = {}) {
  const { candidates, quoteMicro } = planRun(
    scriptedAi(undefined, models),
    settingsSchema.parse(settings),
    TOOL,
    {
      provider: 'auto',
      model: 'auto',
      ...choice,
    },
    REQUEST,
  );
  return { ids: candidates.map((model) => model.id), quoteMicro };
}

it("takes one model of each provider in the operator's order, unnamed providers last", () => {
  expect(plan([CHEAP_OTHER, STANDARD, OTHER], {}, { routing: { order: ['beta', 'alpha'] } }).ids).toEqual([
    'beta/beta-one',
    'alpha/alpha-large',
    'gamma/gamma-mini',
  ]);
});

it('prefers the standard tier, wherever the catalog lists it', () => {
  expect(plan([ECONOMY, STANDARD])).toEqual({ ids: ['alpha/alpha-large'], quoteMicro: 5_000_000n });
  expect(plan([ECONOMY])).toEqual({ ids: ['alpha/alpha-small'], quoteMicro: 2_000_000n });
});

it('puts a chosen provider or model first and keeps the others behind it', () => {
  const models = [STANDARD, ECONOMY, OTHER];
  expect(plan(models, { provider: 'beta' }).ids).toEqual(['beta/beta-one', 'alpha/alpha-large']);
  expect(plan(models, { model: 'beta/beta-one' }).ids).toEqual(['beta/beta-one', 'alpha/alpha-large']);
  expect(plan(models, { model: 'beta-one' }).ids).toEqual(['beta/beta-one', 'alpha/alpha-large']);
  expect(plan(models, { provider: 'alpha', model: 'alpha-small' })).toEqual({
    ids: ['alpha/alpha-small'],
    quoteMicro: 2_000_000n,
  });
});

it('never falls back to what costs more than the quote', () => {
  expect(plan([CHEAP_OTHER, STANDARD, OTHER], { provider: 'gamma' })).toEqual({
    ids: ['gamma/gamma-mini'],
    quoteMicro: 2_000_000n,
  });
  const dear = { prices: { overrides: { 'summarize:beta/beta-one': 5.000001 } } };
  expect(plan([STANDARD, OTHER], {}, dear).ids).toEqual(['alpha/alpha-large']);
});

it('uses the demo engine only where nothing else is configured, never behind a real provider', () => {
  expect(plan([DEMO_TEXT]).ids).toEqual(['demo/writer']);
  expect(plan([PICTURE, DEMO_TEXT]).ids).toEqual(['demo/writer']);
  expect(plan([DEMO_TEXT, STANDARD]).ids).toEqual(['alpha/alpha-large']);
  expect(() => plan([DEMO_TEXT, STANDARD], { provider: 'demo' })).toThrow('provider');
});

it.each([
  ['provider', { provider: 'nobody' }],
  ['provider', { provider: 'alpha ' }],
  ['model', { model: 'nothing' }],
  ['model', { provider: 'beta', model: 'alpha/alpha-large' }],
  ['model', { model: 'alpha/alpha-paint' }],
])('names `%s` when it is wrong: %j', (path, choice) => {
  const refused = expect.objectContaining({
    code: 'invalid_input',
    fields: [expect.objectContaining({ path })],
  }) as Error;
  expect(() => plan([STANDARD, OTHER, PICTURE], choice)).toThrow(refused);
});

it('says so when a kind has no model at all', () => {
  expect(() => plan([PICTURE])).toThrow('provider_unavailable');
});

describe('metered models', () => {
  const meter = (perThousandOutputTokens: number, ceiling = 50) => ({
    rule: 'metered',
    perThousandOutputTokens,
    floor: 0.1,
    ceiling,
  });

  it('are fallbacks only where the most they can cost is within the quote', () => {
    const overrides = { 'summarize:beta/beta-one': meter(5), 'summarize:gamma/gamma-mini': meter(5.000001) };
    expect(plan([STANDARD, OTHER, CHEAP_OTHER], {}, { prices: { overrides } }).ids).toEqual([
      'alpha/alpha-large',
      'beta/beta-one',
    ]);
  });

  it('quote the most they can cost, and never above their ceiling', () => {
    expect(plan([STANDARD], {}, { prices: { overrides: { summarize: meter(7) } } }).quoteMicro).toBe(7_000_000n);
    expect(plan([STANDARD], {}, { prices: { overrides: { summarize: meter(7, 3) } } }).quoteMicro).toBe(3_000_000n);
  });
});

describe('a model without a price', () => {
  const costed = { ...OTHER, cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 } };
  const prices = { mode: 'cost-plus' };

  it('cannot be had: neither first, nor by name, nor as a fallback', () => {
    expect(plan([STANDARD, costed], {}, { prices }).ids).toEqual(['beta/beta-one']);
    expect(() => plan([STANDARD, costed], { model: 'alpha-large' }, { prices })).toThrow('model');
    expect(() => plan([STANDARD], {}, { prices })).toThrow('provider_unavailable');
  });

  it('does not let the demo engine stand in for it', () => {
    const demo = { ...DEMO_TEXT, cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 } };
    expect(() => plan([STANDARD, demo], {}, { prices })).toThrow('provider_unavailable');
    expect(plan([demo], {}, { prices })).toEqual({ ids: ['demo/writer'], quoteMicro: 500_000n });
  });
});

describe('a tool of sound', () => {
  const voice = (id: string, task: Model['task'], change: Partial<Model> = {}): Model => ({
    ...STANDARD,
    ...{ id: `${id}/${task}`, provider: id, name: String(task), kind: 'audio' as const, cost: {}, ...change },
    ...(task ? { task } : {}),
  });
  const MODELS = [
    voice('alpha', 'transcription'),
    voice('beta', 'speech', { tier: 'economy' }),
    voice('beta', 'transcription'),
    voice('gamma', 'speech'),
  ];
  const SPEECH: ModelRequest = { kind: 'speech', text: 'Hello', format: 'mp3' };
  const HEARD: ModelRequest = {
    kind: 'transcription',
    audio: inputFile({ kind: 'audio', mediaType: 'audio/wav', fileName: 'a.wav' }),
  };
  const planned = (task: 'speech' | 'transcription', choice: object = {}, settings: object = {}, models = MODELS) => {
    const tool = { id: `a-tool-for-${task}`, kind: 'audio' as const, task };
    const asked = { provider: 'auto', model: 'auto', ...choice };
    const request = task === 'speech' ? SPEECH : HEARD;
    return planRun(scriptedAi(undefined, models), settingsSchema.parse(settings), tool, asked, request);
  };
  const ids = (...asked: Parameters<typeof planned>) => planned(...asked).candidates.map(({ id }) => id);

  it.each(['order', 'cost', 'quality', 'speed'])('has only models that do its task, by %s', (policy) => {
    expect(ids('speech', {}, { routing: { policy } }).toSorted()).toEqual(['beta/speech', 'gamma/speech']);
    expect(ids('transcription', {}, { routing: { policy } })).toEqual(['alpha/transcription', 'beta/transcription']);
  });

  it('takes the model of its task where a provider has both, and quotes that one', () => {
    const settings = { prices: { audio: { standard: 9, economy: 3 } } };
    expect(planned('speech', { provider: 'beta' }, settings)).toMatchObject({
      candidates: [{ id: 'beta/speech' }],
      quoteMicro: 3_000_000n,
    });
    expect(planned('transcription', { provider: 'beta' }, settings).quoteMicro).toBe(9_000_000n);
  });

  it('refuses a model of the other task, a provider without its task, and goes by the task of an override', () => {
    expect(() => planned('speech', { model: 'beta/transcription' })).toThrow('model');
    expect(() => planned('speech', { provider: 'alpha' })).toThrow('provider');
    const override = { prices: { overrides: { 'a-tool-for-speech:beta/speech': 99 } } };
    expect(ids('speech', {}, override)).toEqual(['gamma/speech']);
  });

  it('does not exist where nobody does its task', () => {
    expect(() => planned('speech', {}, {}, [MODELS[0]!])).toThrow('provider_unavailable');
  });
});
