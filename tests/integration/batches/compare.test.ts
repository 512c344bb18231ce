import { comparisonRequestSchema, createComparison, getComparison, quoteComparison } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { waitForRun } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, ECONOMY, fails, OTHER, STANDARD } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  world.ai.models = () => [STANDARD, ECONOMY, OTHER];
});
afterAll(() => world.close());
beforeEach(() => {
  world.ai.calls.length = 0;
  world.ai.script = answers('An answer.');
});

const MODELS = [STANDARD.id, OTHER.id];
const asked = (change: object = {}) =>
  comparisonRequestSchema.parse({
    toolId: 'text-generation',
    input: { prompt: 'Compare.' },
    models: MODELS,
    ...change,
  });

const compare = (ctx: Ctx, key: string, change?: object) =>
  createComparison({ ctx, input: asked(change), idempotencyKey: key });

async function owner(credits: number) {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

const endOf = (ctx: Ctx, id: string) => waitForRun({ ctx, input: { id } });

it('quotes the whole and each model', async () => {
  const { ctx } = await owner(6);
  expect(await quoteComparison({ ctx, input: asked({ models: [...MODELS, ECONOMY.id] }) })).toMatchObject({
    price: 12,
    models: [
      { id: STANDARD.id, price: 5 },
      { id: OTHER.id, price: 5 },
      { id: ECONOMY.id, price: 2 },
    ],
    available: 6,
    ad: null,
  });
});

it('runs the prompt on each model at once, and each is answered by its own', async () => {
  const { ctx, userId } = await owner(10);
  const { comparison, repeated } = await compare(ctx, 'first');
  expect(repeated).toBe(false);
  expect(comparison).toMatchObject({ price: 10, toolId: 'text-generation' });
  const ended = await Promise.all(comparison.runs.map(({ id }) => endOf(ctx, id)));
  expect(ended.map(({ model, status }) => [model, status])).toEqual([
    [STANDARD.id, 'succeeded'],
    [OTHER.id, 'succeeded'],
  ]);
  expect(ended.every(({ comparisonId }) => comparisonId === comparison.id)).toBe(true);
  expect(await world.available(userId)).toBe(0);
  const again = await compare(ctx, 'first');
  expect(again).toMatchObject({ repeated: true, comparison: { id: comparison.id } });
  expect(again.comparison.runs.map(({ id }) => id)).toEqual(comparison.runs.map(({ id }) => id));
  expect((await getComparison({ ctx, input: comparison })).runs.map(({ model }) => model)).toEqual(MODELS);
  await expect(compare(ctx, 'first', { input: { prompt: 'Other.' } })).rejects.toMatchObject({
    code: 'idempotency_mismatch',
  });
});

it('lets nobody stand in: a model that fails is refunded', async () => {
  const { ctx, userId } = await owner(10);
  world.ai.script = (input) =>
    (input.candidates[0]?.provider === 'beta' ? fails('provider_unavailable') : answers('Mine.'))(input);
  const { comparison } = await compare(ctx, 'one-fails', { input: { prompt: 'Lets nobody stand in.' } });
  const ended = await Promise.all(comparison.runs.map(({ id }) => endOf(ctx, id)));
  expect(world.ai.calls.every(({ candidates }) => candidates.length === 1)).toBe(true);
  expect(ended.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  expect(await world.available(userId)).toBe(5);
});

it('takes no kept answer that another model may have given', async () => {
  const { ctx } = await owner(20);
  await world.run(ctx, { toolId: 'text-generation', input: { prompt: 'Kept.' }, model: STANDARD.id });
  world.ai.calls.length = 0;
  const { comparison } = await compare(ctx, 'kept', { input: { prompt: 'Kept.' } });
  await Promise.all(comparison.runs.map(({ id }) => endOf(ctx, id)));
  expect(world.ai.calls).toHaveLength(2);
});

it('begins nothing where the balance covers one model but not both', async () => {
  const { ctx, userId } = await owner(7);
  const offer = { kind: 'text', watchSeconds: 60, reward: 5, count: 1 } as const;
  await expect(
    createComparison({ ctx, input: asked(), idempotencyKey: 'poor', offerAd: async () => offer }),
  ).rejects.toMatchObject({ code: 'insufficient_credits', extra: { needed: 10, available: 7, ad: offer } });
  expect(world.ai.calls).toHaveLength(0);
  expect(await world.available(userId)).toBe(7);
});

it('names the model that is wrong, and refuses what cannot stand side by side', async () => {
  const { ctx } = await owner(20);
  await expect(compare(ctx, 'w1', { models: [STANDARD.id, 'nobody/none'] })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: [{ path: 'models.1' }],
  });
  await expect(compare(ctx, 'w2', { models: [STANDARD.id, STANDARD.name] })).rejects.toMatchObject({
    fields: [{ path: 'models' }],
  });
  await expect(compare(ctx, 'w3', { toolId: 'nothing' })).rejects.toMatchObject({ fields: [{ path: 'toolId' }] });
  expect(comparisonRequestSchema.safeParse({ ...asked(), models: [STANDARD.id] }).success).toBe(false);
});

it('shows a comparison to its owner alone', async () => {
  const { ctx } = await owner(10);
  const { comparison } = await compare(ctx, 'mine');
  const stranger = await owner(0);
  await expect(getComparison({ ctx: stranger.ctx, input: comparison })).rejects.toMatchObject({ code: 'not_found' });
  await expect(getComparison({ ctx, input: { id: 'nonsense' } })).rejects.toMatchObject({ code: 'not_found' });
});

it('begun once under its key: again is the same, another is a mismatch, and nothing of it is stopped by that', async () => {
  const { ctx, userId } = await owner(12);
  const first = await compare(ctx, 'once');
  await Promise.all(first.comparison.runs.map(({ id }) => endOf(ctx, id)));
  const again = await compare(ctx, 'once');
  expect(again.repeated).toBe(true);
  expect(again.comparison).toMatchObject({ id: first.comparison.id, models: MODELS });
  expect(again.comparison.runs.map(({ id }) => id)).toEqual(first.comparison.runs.map(({ id }) => id));
  const other = compare(ctx, 'once', { models: [STANDARD.id, ECONOMY.id] });
  await expect(other).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  expect((await getComparison({ ctx, input: { id: first.comparison.id } })).runs).toMatchObject([
    { status: 'succeeded', credits: { charged: 5 } },
    { status: 'succeeded', credits: { charged: 5 } },
  ]);
  expect(world.ai.calls).toHaveLength(2);
  expect(await world.available(userId)).toBe(2);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('called again after one of its models was hidden it is the first comparison; a new one names the model', async () => {
  const { ctx } = await owner(20);
  const first = await compare(ctx, 'hidden');
  await Promise.all(first.comparison.runs.map(({ id }) => endOf(ctx, id)));
  const models = world.ai.models;
  world.ai.models = () => [STANDARD, ECONOMY];
  try {
    const again = await compare(ctx, 'hidden');
    expect(again).toMatchObject({ repeated: true, comparison: { id: first.comparison.id, models: MODELS, price: 10 } });
    expect(again.comparison.runs.map(({ id }) => id)).toEqual(first.comparison.runs.map(({ id }) => id));
    await expect(compare(ctx, 'hidden', { input: { prompt: 'Other.' } })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    await expect(compare(ctx, 'new')).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'models.1' }],
    });
  } finally {
    world.ai.models = models;
  }
});
