import type { Model, Provider } from '@/lib/ai';
import { HUGGINGFACE_MODELS } from '@/lib/ai/catalog/huggingface';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { settingsSchema } from '@/lib/settings';
import { judgePrices, listMargins } from '@/lib/tools';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { DEMO_TEXT, ECONOMY, PICTURE, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
let operatorId: string;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  operatorId = await world.newUser();
}, 180_000);
afterAll(() => world.close());
beforeEach(() => world.configure({}));

const COSTED: Model = { ...STANDARD, cost: { inputPerMillionTokens: 100_000, outputPerMillionTokens: 400_000 } };
const EDITOR: Model = {
  ...PICTURE,
  capabilities: ['edit'],
  cost: { perImage: 6_000, perSource: 50_000 },
  isCostEstimated: true,
};

function listed(models: readonly Model[], providers?: Provider[]) {
  const ai = scriptedAi(undefined, [...models]);
  const { actor } = world.ctx(world.operator(operatorId));
  return listMargins({ ctx: world.system({ actor, ai: providers ? { ...ai, providers: () => providers } : ai }) });
}

it('is for operators alone', async () => {
  const codeFor = (ctx: Ctx) => {
    try {
      return listMargins({ ctx });
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
  };
  expect(codeFor(world.system({ actor: { type: 'guest' } }))).toBe('unauthenticated');
  expect(codeFor(world.ctxOf(await world.newUser()))).toBe('forbidden');
  expect(codeFor(world.system())).toBe('forbidden');
});

it('tells first what is sold at a loss, then what has no known cost, last what earns', () => {
  const rows = listed([COSTED, ECONOMY, EDITOR]);
  expect(rows[0]).toEqual({
    ...{ toolId: 'image-edit', toolName: 'Edit an image', kind: 'image', rule: 'flat', verdict: 'loss' },
    ...{ modelId: 'alpha/alpha-paint', modelLabel: 'Alpha Paint', providerLabel: 'Alpha', costEstimated: true },
    ...{ price: 10, revenueUsd: 0.01, costUsd: 0.056, marginUsd: -0.046, neededPrice: 56 },
    remedy: { name: 'image-edit:alpha/alpha-paint', price: { rule: 'cost-plus', floor: 0.5, ceiling: 111 } },
  });
  const verdicts = rows.map(({ verdict }) => verdict);
  expect([...new Set(verdicts)]).toEqual(['loss', 'unknown', 'earns']);
  expect(verdicts).toHaveLength(verdicts.lastIndexOf('earns') + 1);
  for (const row of rows.filter(({ modelId }) => modelId === ECONOMY.id))
    expect(row).toMatchObject({ verdict: 'unknown', costUsd: null, marginUsd: null, neededPrice: null, remedy: null });
  const earning = rows.filter(({ verdict }) => verdict === 'earns');
  expect(earning.map(({ toolId }) => toolId)).toEqual(expect.arrayContaining(['chat', 'image-generation']));
  expect(earning.every(({ marginUsd, remedy }) => marginUsd! >= 0 && remedy === null)).toBe(true);
});

it('follows a change of prices, of the value of a credit, and of who is switched off', () => {
  const edit = () => listed([EDITOR]).find(({ toolId }) => toolId === 'image-edit');
  world.configure({ prices: { overrides: { 'image-edit': 60 } } });
  expect(edit()).toMatchObject({ verdict: 'earns', price: 60, costUsd: 0.056 });
  world.configure({ prices: { costPlus: { creditValueUsd: 0.01 } } });
  expect(edit()).toMatchObject({ verdict: 'earns', price: 10, revenueUsd: 0.1 });
  world.configure({ prices: { mode: 'cost-plus' } });
  expect(edit()).toMatchObject({ verdict: 'earns', price: 84, rule: 'cost-plus' });
  world.configure({ routing: { disabled: ['alpha'] } });
  expect(edit()).toBeUndefined();
});

it('leaves the demo engine out, and models that are not to be had', () => {
  expect(listed([DEMO_TEXT])).toEqual([]);
  world.configure({ prices: { mode: 'cost-plus' } });
  expect(listed([ECONOMY])).toEqual([]);
});

it('has a remedy for whatever the built-in catalog loses by, which the settings take', () => {
  const models = [...OPENAI_MODELS, ...HUGGINGFACE_MODELS];
  const providers = [...new Set(models.map(({ provider }) => provider))].map((id) => ({ id, label: id, demo: false }));
  const before = listed(models, providers);
  const short = before.filter(({ remedy }) => remedy !== null);
  expect(short).toContainEqual(
    expect.objectContaining({ toolId: 'image-edit', modelId: 'openai/gpt-image-2', verdict: 'loss' }),
  );
  expect(before.filter(({ verdict }) => verdict === 'loss' || verdict === 'largest_loses')).toEqual(short);

  const overrides = Object.fromEntries(short.map(({ remedy }) => [remedy!.name, remedy!.price]));
  const settings = settingsSchema.parse({ prices: { overrides } });
  expect(judgePrices(settings, settingsSchema.parse({}), models)).toEqual([]);
  world.configure(settings);
  const after = listed(models, providers);
  expect(after).toHaveLength(before.length);
  expect(after.filter(({ verdict }) => verdict !== 'earns' && verdict !== 'unknown')).toEqual([]);

  // The flat price that is named does it as well.
  world.configure({
    prices: { overrides: Object.fromEntries(short.map((row) => [row.remedy!.name, row.neededPrice])) },
  });
  const flat = listed(models, providers);
  expect(flat.filter(({ verdict }) => verdict !== 'earns' && verdict !== 'unknown')).toEqual([]);
});
