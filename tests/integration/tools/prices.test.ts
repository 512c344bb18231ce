import type { Usage } from '@/lib/ai';
import { AppError } from '@/lib/errors';
import { getRun } from '@/lib/runs';
import { getTool, quote, runRequestSchema } from '@/lib/tools';
import { runWorld, REQUEST, type RunWorld } from '@/tests/support/run-world';
import {
  answers,
  CHEAP_OTHER,
  fails,
  OTHER,
  paints,
  PICTURE,
  scriptedAi,
  STANDARD,
  type Script,
} from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(() => {
  world.configure({});
  world.ai.script = answers('An answer.');
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

const METER = { rule: 'metered', perThousandInputTokens: 1, perThousandOutputTokens: 4, floor: 0.1, ceiling: 20 };
const COSTED = { ...STANDARD, cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 } };
const priced = (overrides: object) => world.configure({ prices: { overrides } });
const quoted = (request: object, change = {}) =>
  quote({ ctx: world.system({ actor: { type: 'guest' }, ...change }), input: runRequestSchema.parse(request) });

/** Says `text` and counts as a provider does; stops at `gate` when there is one. */
function counts(text: string, usage: Usage): Script {
  return async function* ({ candidates }) {
    const model = candidates[0]!;
    yield { type: 'committed', provider: model.provider, model: model.id };
    yield { type: 'text', delta: text };
    yield { type: 'attempt', attempt: { provider: model.provider, model: model.id, outcome: 'succeeded', ms: 3 } };
    yield { type: 'end', end: { status: 'succeeded', provider: model.provider, model: model.id, usage } };
  };
}

const costOf = async (id: string) => {
  const [row] = await world.db.sql<{ cost: string | null }>(
    'SELECT cost_nano_usd::text AS cost FROM runs WHERE id = $1::uuid',
    [id],
  );
  return row?.cost;
};

const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to be refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  );

describe('a metered run', () => {
  beforeEach(() => priced({ 'text-generation': METER }));

  it('holds the quote, charges what the provider counted and shows how', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    const { price } = await quoted(REQUEST);
    world.ai.script = counts('Short.', { inputTokens: 100, outputTokens: 250 });
    const run = await world.run(ctx);
    expect(run).toMatchObject({ status: 'succeeded', usage: { inputTokens: 100, outputTokens: 250 } });
    expect(run.credits).toEqual({
      quoted: price,
      charged: 1.1,
      refunded: Math.round((price - 1.1) * 1e6) / 1e6,
      reason: 'metered',
      pricing: METER,
    });
    expect(run).not.toHaveProperty('message');
    expect(await getRun({ ctx, input: { id: run.id } })).toEqual(run);
  });

  it('counts four characters a token where the provider counts nothing, and says so on the receipt', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    world.ai.script = answers('x'.repeat(800));
    const run = await world.run(ctx);
    expect(run.usage?.outputTokens).toBe(200);
    expect(run.credits.charged).toBeCloseTo(0.8 + (run.usage?.inputTokens ?? 0) / 1_000, 6);
  });

  it('never costs more than the quote, whatever a provider claims', async () => {
    const userId = await world.userWith(12);
    world.ai.script = counts('Long.', { inputTokens: 10_000_000, outputTokens: 10_000_000 });
    const run = await world.run(world.ctxOf(userId));
    expect(run.credits.charged).toBe(run.credits.quoted);
    expect(run.credits).not.toHaveProperty('reason');
    expect(await world.available(userId)).toBeCloseTo(12 - run.credits.quoted, 6);
  });

  it('is kept for repeats, although a part of the quote came back', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    await world.run(ctx);
    expect(await world.run(ctx)).toMatchObject({ cached: true, credits: { charged: 0, pricing: { rule: 'repeat' } } });
  });

  it('that is stopped costs what had arrived, the floor at least', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    const gate = Promise.withResolvers<void>();
    const said = Promise.withResolvers<void>();
    world.ai.script = answers(['x'.repeat(400), 'never'], async (index) => {
      if (index === 0) return;
      said.resolve();
      await gate.promise;
    });
    const { live } = await world.start(ctx);
    await said.promise;
    live?.stop('cancelled');
    const run = await live!.finished;
    expect(run).toMatchObject({ status: 'cancelled', credits: { reason: 'cancelled_partly' } });
    expect(run.credits.charged).toBeCloseTo(0.4 + (run.usage?.inputTokens ?? 0) / 1_000, 6);
  });

  it('that fails costs nothing', async () => {
    const userId = await world.userWith(12);
    world.ai.script = fails('provider_timeout', 'Half');
    const { extra } = await refusal(world.run(world.ctxOf(userId)));
    expect(extra.run).toMatchObject({ credits: { charged: 0, reason: 'cut_short' } });
    expect(await world.available(userId)).toBe(12);
  });

  it('still takes two round trips', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    const before = world.trips();
    await world.run(ctx);
    expect(world.trips() - before).toBe(2);
  });
});

describe('fallbacks', () => {
  const ai = (script: Script) => scriptedAi(script, [STANDARD, OTHER, CHEAP_OTHER]);

  it('charge by their own rule, within the quote of the first, and the receipt shows it', async () => {
    priced({ 'text-generation:beta/beta-one': { ...METER, ceiling: 4 } });
    const fallback = ai((input) =>
      counts('Hm.', { inputTokens: 0, outputTokens: 500 })({ ...input, candidates: [OTHER] }),
    );
    const run = await world.run(world.ctxOf(await world.userWith(12), { ai: fallback }));
    expect(run.credits).toMatchObject({ quoted: 5, charged: 2, reason: 'cheaper_model', pricing: { rule: 'metered' } });
  });

  it('keep the prices of the moment of the quote, whatever the operator changes meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    const fallback = ai((input) => answers('Hm.', () => gate.promise)({ ...input, candidates: [CHEAP_OTHER] }));
    const { live } = await world.start(world.ctxOf(await world.userWith(12), { ai: fallback }));
    world.configure({ prices: { text: { standard: 1, economy: 0.1 } } });
    gate.resolve();
    expect((await live!.finished).credits).toMatchObject({ quoted: 5, charged: 2 });
  });
});

describe('a price that follows the cost', () => {
  beforeEach(() => world.configure({ prices: { mode: 'cost-plus', costPlus: { floor: 0.1, ceiling: 50 } } }));

  it('charges cost x margin / value of a credit, and keeps the cost to ourselves', async () => {
    const ai = scriptedAi(counts('Hm.', { inputTokens: 1_000, outputTokens: 200 }), [COSTED]);
    const run = await world.run(world.ctxOf(await world.userWith(12), { ai }));
    // 0.00165 US dollars of cost.
    expect(run.credits).toMatchObject({
      charged: 2.475,
      pricing: { rule: 'cost-plus', perThousandInputTokens: 1.125 },
    });
    expect(await costOf(run.id)).toBe('1650000');
    expect(JSON.stringify(run)).not.toContain('1650000');
  });

  it('of pictures is one rate for each', async () => {
    const ai = scriptedAi(paints(new Uint8Array([1])), [{ ...PICTURE, cost: { perImage: 6_000 } }]);
    const ctx = world.ctxOf(await world.userWith(12), { ai });
    const run = await world.run(ctx, { toolId: 'image-generation', input: { prompt: 'A hill' } });
    expect(run.credits).toMatchObject({ quoted: 9, charged: 9, pricing: { perImage: 9 } });
    expect(await costOf(run.id)).toBe('6000000');
  });

  it('makes a model that appears later without a known cost unavailable, never free', async () => {
    const ctx = world.ctxOf(await world.userWith(12), { ai: scriptedAi(undefined, [STANDARD]) });
    expect(await refusal(world.run(ctx))).toMatchObject({ code: 'provider_unavailable', status: 503 });
    await expect(getTool({ ctx, input: { toolId: 'summarize' } })).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.available((ctx.actor as { userId: string }).userId)).toBe(12);
    const both = world.ctxOf(await world.userWith(12), {
      ai: scriptedAi(undefined, [STANDARD, { ...COSTED, id: 'beta/b', provider: 'beta' }]),
    });
    expect(await world.run(both)).toMatchObject({ model: 'beta/b' });
    expect(await refusal(world.run(both, { ...REQUEST, model: 'alpha/alpha-large' }))).toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a long text', () => {
  const LONG = { toolId: 'summarize', input: { text: 'x'.repeat(40_000) } };

  it('is quoted and charged in proportion', async () => {
    expect(await quoted(LONG)).toMatchObject({
      price: 12.5,
      pricing: { rule: 'flat', price: 5, input: { characters: 40_000, covered: 16_000 } },
    });
    const run = await world.run(world.ctxOf(await world.userWith(13)), LONG);
    expect(run.credits).toMatchObject({ quoted: 12.5, charged: 12.5, refunded: 0 });
  });

  it('is asked for with what it really costs where credits are missing', async () => {
    expect((await refusal(world.run(world.ctxOf(await world.userWith(5)), LONG))).extra).toMatchObject({
      needed: 12.5,
    });
  });
});

describe('what is not known of a cost', () => {
  it('is stored as nothing known; a run that nobody answered costs us nothing', async () => {
    expect(await costOf((await world.run(world.ctxOf(await world.userWith(5)))).id)).toBeNull();
    world.ai.script = fails('provider_unavailable');
    const { run } = (await refusal(world.run(world.ctxOf(await world.userWith(5))))).extra as { run: { id: string } };
    expect(await costOf(run.id)).toBe('0');
  });
});

describe('the view of a tool', () => {
  it('names the flat price of a model, and of a metered one the rates and the most of an ordinary run', async () => {
    priced({ 'summarize:alpha/alpha-large': METER });
    const tool = await getTool({ ctx: world.system({ actor: { type: 'guest' } }), input: { toolId: 'summarize' } });
    expect(tool.coveredCharacters).toBe(16_000);
    expect(tool.models.map(({ id, pricing }) => [id, pricing])).toEqual([
      ['alpha/alpha-large', METER],
      ['alpha/alpha-small', { rule: 'flat', price: 2 }],
    ]);
    expect(tool.models[0]?.price).toBeGreaterThan(7);
    expect(tool.models[0]?.price).toBeLessThan(7.5);
    expect(tool.price).toEqual({ from: 0.1, to: tool.models[0]?.price });
  });
});
