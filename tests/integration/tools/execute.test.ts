import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { getRun, listRuns } from '@/lib/runs';
import type { ChainEvent } from '@/tests/support/chain-events';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, CHEAP_OTHER, fails, OTHER, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';

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

const problem = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to be refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  );

it('charges exactly the quote and stores the run with its receipt', async () => {
  const userId = await world.userWith(12);
  const ctx = world.ctxOf(userId);
  const run = await world.run(ctx);
  expect(run).toMatchObject({
    status: 'succeeded',
    output: { text: 'An answer.' },
    provider: 'alpha',
    model: 'alpha/alpha-large',
    modelLabel: 'Alpha · Alpha Large',
    cached: false,
    demo: false,
    attempts: [{ provider: 'alpha', outcome: 'succeeded' }],
    credits: { quoted: 5, charged: 5, refunded: 0, pricing: { rule: 'flat', price: 5 } },
  });
  expect(await world.available(userId)).toBe(7);
  expect(await getRun({ ctx, input: { id: run.id } })).toEqual(run);
});

it('needs two round trips beside the session look-up', async () => {
  const ctx = world.ctxOf(await world.userWith(5));
  const before = world.trips();
  await world.run(ctx);
  expect(world.trips() - before).toBe(2);
});

it.each([
  ['provider_unavailable', 503],
  ['provider_timeout', 504],
  ['moderated', 422],
  ['invalid_input', 422],
] as const)('refunds everything when the chain ends with %s', async (code, status) => {
  const userId = await world.userWith(5);
  const ctx = world.ctxOf(userId);
  world.ai.script = fails(code);
  const error = await problem(world.run(ctx));
  expect(error).toMatchObject({ code, status });
  expect(error.extra.run).toMatchObject({
    status: 'failed',
    credits: { quoted: 5, charged: 0, refunded: 5, reason: code },
  });
  expect(error.detail).toContain('Your credits are back.');
  expect(await world.available(userId)).toBe(5);
});

it('keeps what was delivered before a break, and refunds everything', async () => {
  const userId = await world.userWith(5);
  const ctx = world.ctxOf(userId);
  world.ai.script = fails('provider_unavailable', 'Half an ans');
  const { run } = (await problem(world.run(ctx))).extra as { run: { id: string } };
  expect(await getRun({ ctx, input: { id: run.id } })).toMatchObject({
    status: 'failed',
    output: { text: 'Half an ans' },
    provider: 'alpha',
    credits: { charged: 0, refunded: 5, reason: 'cut_short' },
  });
  expect(await world.available(userId)).toBe(5);
});

it('refunds an answer of white space', async () => {
  const userId = await world.userWith(5);
  world.ai.script = answers('  \n');
  expect(await problem(world.run(world.ctxOf(userId)))).toMatchObject({
    code: 'provider_unavailable',
    extra: { run: { credits: { reason: 'empty_output' } } },
  });
  expect(await world.available(userId)).toBe(5);
});

it('refunds when the chain breaks its promise and throws', async () => {
  const userId = await world.userWith(5);
  world.ai.script = async function* () {
    yield* await Promise.reject<ChainEvent[]>(new Error('a secret cause'));
  };
  const error = await problem(world.run(world.ctxOf(userId)));
  expect(error.code).toBe('provider_unavailable');
  expect(JSON.stringify(error.extra)).not.toContain('secret');
  expect(await world.available(userId)).toBe(5);
});

it('charges the lower price when a cheaper model of the chain answered', async () => {
  const userId = await world.userWith(5);
  const ai = scriptedAi(
    (input) => answers('Cheap.')({ ...input, candidates: [CHEAP_OTHER] }),
    [STANDARD, OTHER, CHEAP_OTHER],
  );
  const run = await world.run(world.ctxOf(userId, { ai }));
  expect(ai.calls[0]?.candidates.map((model) => model.id)).toEqual([
    'alpha/alpha-large',
    'beta/beta-one',
    'gamma/gamma-mini',
  ]);
  expect(run.credits).toEqual({
    quoted: 5,
    charged: 2,
    refunded: 3,
    reason: 'cheaper_model',
    pricing: { rule: 'flat', price: 2 },
  });
});

it('refuses without credits, names what is missing and the ad for it, and starts nothing', async () => {
  const userId = await world.userWith(1.5);
  const ctx = world.ctxOf(userId);
  const asked: [string, bigint][] = [];
  const offerAd = async (kind: 'text' | 'image' | 'video', shortfall: bigint) => {
    asked.push([kind, shortfall]);
    return { kind, watchSeconds: 60, reward: 5, count: 1 };
  };
  const calls = world.ai.calls.length;
  const error = await problem(world.run(ctx, REQUEST, { offerAd }));
  expect(error).toMatchObject({ code: 'insufficient_credits', status: 402 });
  expect(error.extra).toEqual({
    needed: 5,
    available: 1.5,
    ad: { kind: 'text', watchSeconds: 60, reward: 5, count: 1 },
  });
  expect(asked).toEqual([['text', 3_500_000n]]);
  expect(world.ai.calls.length).toBe(calls);
  expect((await listRuns({ ctx, input: {} })).items).toEqual([]);
});

describe('an idempotency key', () => {
  it('gives the same answer again, marked as repeated, and charges once', async () => {
    const userId = await world.userWith(12);
    const ctx = world.ctxOf(userId);
    const key = randomUUID();
    const first = await world.run(ctx, REQUEST, { key });
    const again = await world.start(ctx, REQUEST, { key });
    expect(again).toMatchObject({ repeated: true, live: null, run: first });
    expect(await world.available(userId)).toBe(7);
  });

  it('answers a timeout again, marked as repeated, and asks nobody', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const key = randomUUID();
    world.ai.script = fails('provider_timeout');
    const first = await problem(world.run(ctx, REQUEST, { key }));
    const calls = world.ai.calls.length;
    const again = await problem(world.run(ctx, REQUEST, { key }));
    expect(again).toMatchObject({ status: 504, extra: { ...first.extra, repeated: true } });
    expect(world.ai.calls.length).toBe(calls);
  });

  it('joins a call that is still under way', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('Late.', () => gate.promise);
    const key = randomUUID();
    const calls = world.ai.calls.length;
    const first = world.run(ctx, REQUEST, { key });
    const second = world.run(ctx, REQUEST, { key });
    gate.resolve();
    expect(await second).toEqual(await first);
    expect(world.ai.calls.length).toBe(calls + 1);
  });

  it('refuses another body', async () => {
    const ctx = world.ctxOf(await world.userWith(12));
    const key = randomUUID();
    await world.run(ctx, REQUEST, { key });
    const other = { ...REQUEST, input: { prompt: 'Something else.' } };
    expect(await problem(world.run(ctx, other, { key }))).toMatchObject({ code: 'idempotency_mismatch', status: 409 });
  });

  it('keeps a refusal for want of credits, also after earning', async () => {
    const userId = await world.userWith(0);
    const ctx = world.ctxOf(userId);
    const key = randomUUID();
    expect((await problem(world.run(ctx, REQUEST, { key }))).status).toBe(402);
    await world.give(userId, 10);
    const again = await problem(world.run(ctx, REQUEST, { key }));
    expect(again).toMatchObject({ status: 402, extra: { needed: 5, available: 0, repeated: true } });
    expect(await world.run(ctx)).toMatchObject({ status: 'succeeded' });
  });

  it('is free again after a 503, which leaves no record', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const key = randomUUID();
    world.ai.script = fails('provider_unavailable');
    expect((await problem(world.run(ctx, REQUEST, { key }))).status).toBe(503);
    world.ai.script = answers('Now it works.');
    expect(await world.run(ctx, REQUEST, { key })).toMatchObject({ status: 'succeeded', credits: { charged: 5 } });
  });

  it('belongs to one user', async () => {
    const key = randomUUID();
    const first = await world.run(world.ctxOf(await world.userWith(5)), REQUEST, { key });
    const second = await world.run(world.ctxOf(await world.userWith(5)), REQUEST, { key });
    expect(second.id).not.toBe(first.id);
  });
});

describe('a kept answer', () => {
  it('answers the same input at once, free and marked', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const first = await world.run(ctx);
    const calls = world.ai.calls.length;
    const before = world.trips();
    const again = await world.run(ctx, { ...REQUEST, input: { prompt: '  Say something. ' } });
    expect(world.trips() - before).toBe(1);
    expect(world.ai.calls.length).toBe(calls);
    expect(again).toMatchObject({
      cached: true,
      status: 'succeeded',
      output: first.output,
      credits: { quoted: 0, charged: 0 },
    });
    expect(again.id).not.toBe(first.id);
    expect(await getRun({ ctx, input: { id: again.id } })).toEqual(again);
  });

  it('costs the cache price where the operator set one', async () => {
    world.configure({ prices: { ownRepeat: 1 } });
    const userId = await world.userWith(7);
    const ctx = world.ctxOf(userId);
    await world.run(ctx);
    expect((await world.run(ctx)).credits).toEqual({
      quoted: 1,
      charged: 1,
      refunded: 0,
      pricing: { rule: 'repeat', price: 1 },
    });
    expect(await world.available(userId)).toBe(1);
  });

  it.each([
    ['fresh: true asks anew', { ...REQUEST, fresh: true }],
    ['other options ask anew', { ...REQUEST, options: { tone: 'playful' } }],
    ['another model asks anew', { ...REQUEST, model: 'alpha/alpha-small' }],
  ])('%s', async (_rule, request) => {
    const ctx = world.ctxOf(await world.userWith(12));
    await world.run(ctx);
    expect(await world.run(ctx, request)).toMatchObject({ cached: false });
  });

  it("is nobody else's", async () => {
    await world.run(world.ctxOf(await world.userWith(5)));
    expect(await world.run(world.ctxOf(await world.userWith(5)))).toMatchObject({ cached: false });
  });

  it('is never made of a failed run', async () => {
    const ctx = world.ctxOf(await world.userWith(10));
    world.ai.script = fails('provider_unavailable', 'Half');
    await problem(world.run(ctx));
    world.ai.script = answers('Whole.');
    expect(await world.run(ctx)).toMatchObject({ cached: false, output: { text: 'Whole.' } });
  });

  it('grows old', async () => {
    const ctx = world.ctxOf(await world.userWith(10));
    await world.run(ctx);
    world.clock.advance(169 * 3_600_000);
    expect(await world.run(ctx)).toMatchObject({ cached: false });
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown tool', { toolId: 'time-travel', input: {} }, 'toolId', 'time-travel'],
    ['an empty prompt', { toolId: 'text-generation', input: { prompt: '   ' } }, 'input.prompt', 'must not be empty'],
    [
      'an oversized prompt',
      { toolId: 'text-generation', input: { prompt: 'x'.repeat(64_001) } },
      'input.prompt',
      'at most 64,000 characters',
    ],
    [
      'an oversized image prompt',
      { toolId: 'image-generation', input: { prompt: 'x'.repeat(2_001) } },
      'input.prompt',
      'at most 2,000 characters',
    ],
    ['a wrong type', { toolId: 'summarize', input: { text: 7 } }, 'input.text', 'must be a text'],
    ['a missing field', { toolId: 'summarize', input: {} }, 'input.text', 'must be a text'],
    ['an unknown option', { ...REQUEST, options: { speed: 'fast' } }, 'options.speed', 'no member of options'],
    ['an unknown field', { ...REQUEST, input: { prompt: 'x', tone: 'y' } }, 'input.tone', 'no member of input'],
    ['a wrong option', { ...REQUEST, options: { length: 'endless' } }, 'options.length', 'short, medium, long'],
    ['an unknown provider', { ...REQUEST, provider: 'nobody' }, 'provider', 'nobody'],
    ['an unknown model', { ...REQUEST, model: 'alpha/none' }, 'model', 'alpha/none'],
  ])('%s is refused by name, before anything is asked of the database', async (_what, request, path, words) => {
    const ctx = world.ctxOf(await world.userWith(5));
    const before = world.trips();
    const error = await problem(world.run(ctx, request));
    expect(error).toMatchObject({ code: 'invalid_input', status: 422 });
    expect(error.fields).toEqual([{ path, message: expect.stringContaining(words) }]);
    expect(world.trips()).toBe(before);
  });

  it('keeps text that PostgreSQL cannot', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers(['a\0b', '\ud83d', ' end']);
    const run = await world.run(ctx, { ...REQUEST, input: { prompt: 'nul \0 and half \ud83d' } });
    const stored = await getRun({ ctx, input: { id: run.id } });
    expect(stored.input).toEqual({ prompt: 'nul  and half \ufffd' });
    expect(stored.output.text).toBe('ab\ufffd end');
  });
});
