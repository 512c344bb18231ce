import type { Model } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { planRun } from '@/lib/tools/candidates';
import { CHEAP_OTHER, DEMO_TEXT, ECONOMY, OTHER, PICTURE, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';

const TOOL = { id: 'summarize', kind: 'text' as const };

function plan(models: Model[], choice: { provider?: string; model?: string } = {}, settings: object = {}) {
  const { candidates, quoteMicro } = planRun(scriptedAi(undefined, models), settingsSchema.parse(settings), TOOL, {
    provider: 'auto',
    model: 'auto',
    ...choice,
  });
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
