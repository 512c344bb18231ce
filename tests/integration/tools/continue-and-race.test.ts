import { createAi, type Ai } from '@/lib/ai';
import { systemClock } from '@/lib/clock';
import { AppError } from '@/lib/errors';
import { parseEnv } from '@/lib/env';
import { createKv } from '@/lib/redis';
import { getRun, type RunView } from '@/lib/runs';
import { anchorOf, continuationOf } from '@/lib/tools/run/continue';
import { startOpenAiWireServer, WIRE_TEXT, type WireServer } from '@/tests/support/openai-wire-server';
import { textRequest } from '@/tests/support/requests';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';

/** In millionths of a dollar: a token in costs 1,000 billionths, a token out 2,000. */
const COST = { inputPerMillionTokens: 1_000_000, outputPerMillionTokens: 2_000_000 };
const BEGUN = 'The quick brown';
const LIMITS = { connectMs: 2_000, firstContentMs: 2_000, idleMs: 2_000, totalMs: 8_000 };

let world: RunWorld;
let first: WireServer;
let second: WireServer;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  [first, second] = [await startOpenAiWireServer(), await startOpenAiWireServer()];
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), first.close(), second.close()]);
});
beforeEach(() => {
  world.configure({ runs: LIMITS });
  first.setDefault({ do: 'cut', after: 3 });
  second.setDefault({ do: 'ok' });
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** A user with credits for one run, and two models over the wire that cost something. */
async function setUp(credits = 5) {
  const server = (id: string, { url }: WireServer) => ({ id, label: id, baseUrl: url, models: ['model'] });
  const env = parseEnv({
    OPENAI_COMPATIBLE_SERVERS: JSON.stringify([server('first', first), server('second', second)]),
  });
  const opened = createAi({ env, kv: await createKv(env), clock: systemClock, log: world.ctx().log });
  const models = opened.models().map((model) => (model.provider === 'demo' ? model : { ...model, cost: COST }));
  const ai: Ai = { ...opened, models: () => models };
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId, { ai }) };
}

async function costOf(run: RunView): Promise<number> {
  const [row] = await world.db.sql<{ cost: string }>(
    'SELECT cost_nano_usd::text AS cost FROM runs WHERE id = $1::uuid',
    [run.id],
  );
  return Number(row?.cost);
}

const failedRun = async (run: Promise<RunView>): Promise<RunView> => {
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error('was expected to fail');
  return error.extra.run as RunView;
};
const asked = (server: WireServer) => server.requests.at(-1)!.body.messages as { role: string; content: string }[];
const tokens = (text: string) => Math.ceil(text.length / 4);

describe('a text that breaks off', () => {
  it('is finished by the next model, charged once as a success, and kept whole', async () => {
    const { userId, ctx } = await setUp();
    const run = await world.run(ctx);
    expect(run).toMatchObject({
      status: 'succeeded',
      output: { text: WIRE_TEXT },
      provider: 'second',
      attempts: [
        { provider: 'first', outcome: 'cut' },
        { provider: 'second', outcome: 'succeeded' },
      ],
      credits: { quoted: 5, charged: 5, refunded: 0 },
    });
    expect(await world.available(userId)).toBe(0);
    expect(await getRun({ ctx, input: { id: run.id } })).toEqual(run);
  });

  it('is continued from what was delivered: the next one is shown the beginning, and the words to begin with', async () => {
    const { ctx } = await setUp();
    await world.run(ctx);
    const [instructions, prompt] = asked(second);
    expect(asked(first)[1]?.content).toBe('Say something.');
    expect(prompt?.content).toBe(`Say something.\n\n<begun>${BEGUN}</begun>\n<last>${BEGUN}</last>`);
    expect(instructions?.content).toContain('Go on from where it breaks off');
  });

  it('costs us what both models did', async () => {
    const { ctx } = await setUp();
    const run = await world.run(ctx);
    const input = (server: WireServer) => asked(server).reduce((sum, { content }) => sum + tokens(content), 0);
    const output = tokens(BEGUN) + tokens(WIRE_TEXT.slice(BEGUN.length));
    expect(await costOf(run)).toBe(1_000 * (input(first) + input(second)) + 2_000 * output);
  });

  it('at a metered price is charged by the whole text, and never above the quote', async () => {
    const rule = { rule: 'metered', perThousandOutputTokens: 100, floor: 0.001, ceiling: 50 };
    world.configure({ runs: LIMITS, prices: { overrides: { 'text-generation': rule } } });
    const { ctx } = await setUp(200);
    const run = await world.run(ctx);
    expect(run.credits.charged).toBe(tokens(WIRE_TEXT) * 0.1);
    expect(run.usage).toMatchObject({ outputTokens: tokens(WIRE_TEXT) });
    const tight = { ...rule, floor: 0.2, ceiling: 0.2 };
    world.configure({ runs: LIMITS, prices: { overrides: { 'text-generation': tight } } });
    const bound = await world.run(ctx, { ...REQUEST, fresh: true });
    expect(bound.credits).toMatchObject({ quoted: 0.2, charged: 0.2 });
  });

  it('is refunded, with all that was delivered, when the second breaks off as well; both costs are known', async () => {
    second.setDefault({ do: 'cut', after: 5 });
    const { userId, ctx } = await setUp();
    const run = await failedRun(world.run(ctx));
    expect(run).toMatchObject({
      status: 'failed',
      output: { text: 'The quick brown fox jumps' },
      credits: { charged: 0, refunded: 5, reason: 'cut_short' },
    });
    expect(run.attempts.map(({ outcome }) => outcome)).toEqual(['cut', 'cut']);
    expect(await world.available(userId)).toBe(5);
    expect(await costOf(run)).toBeGreaterThan(2_000 * tokens('The quick brown fox jumps'));
  });

  it('of a tool that wants one piece ends there; what it cost us is known', async () => {
    const { ctx } = await setUp();
    const before = second.requests.length;
    const run = await failedRun(world.run(ctx, { toolId: 'summarize', input: { text: 'Some words.' } }));
    expect(run).toMatchObject({ output: { text: BEGUN }, credits: { charged: 0, reason: 'cut_short' } });
    expect(second.requests.length).toBe(before);
    expect(await costOf(run)).toBeGreaterThan(2_000 * tokens(BEGUN));
  });

  it('and is stopped while the second goes on: the delivered part is charged, as for any stop', async () => {
    second.setDefault({ do: 'ok', delayMs: 60 });
    const { ctx } = await setUp();
    const { live } = await world.start(ctx);
    for await (const { chunk } of live!.read())
      if (chunk?.type === 'text-delta' && live!.text.length > BEGUN.length) break;
    live!.stop('cancelled');
    expect(await live!.finished).toMatchObject({ status: 'cancelled', credits: { charged: 1, refunded: 4 } });
  });
});

describe('what a continuation is asked', () => {
  it('shares whole last words, about a line of them', () => {
    expect(anchorOf('Short.')).toBe('Short.');
    expect(anchorOf(`${'word '.repeat(40)}end`)).toMatch(/^word .* end$/);
    expect(anchorOf(`${'word '.repeat(40)}end`).length).toBeLessThanOrEqual(60);
    expect(anchorOf('x'.repeat(200))).toBe('x'.repeat(60));
    expect(anchorOf('line one\nline two\n\n')).toBe('line one\nline two');
  });

  it('may be as long as the answer had left, and a last sentence always', () => {
    const request = textRequest('Ask.', 200);
    if (request.kind !== 'text') throw new Error('a text request');
    const limit = (delivered: string) => continuationOf(request, delivered).maxOutputTokens;
    expect(limit('four'.repeat(100))).toBe(100 + tokens('x'.repeat(60)));
    expect(limit('four'.repeat(300))).toBe(64 + tokens('x'.repeat(60)));
  });
});

describe('a race', () => {
  const raced = { runs: LIMITS, routing: { race: { enabled: true, leastMs: 100 } } };

  it('is charged once, and the receipt names who was outrun', async () => {
    world.configure(raced);
    first.setDefault({ do: 'stall-first' });
    const { userId, ctx } = await setUp();
    const run = await world.run(ctx);
    expect(run).toMatchObject({
      ...{ status: 'succeeded', provider: 'second', output: { text: WIRE_TEXT } },
      credits: { quoted: 5, charged: 5 },
    });
    expect(run.attempts.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['first', 'outrun'],
      ['second', 'succeeded'],
    ]);
    expect(await world.available(userId)).toBe(0);
    await first.waitFor((request) => request === first.requests.at(-1) && request.aborted);
    // The input of the call that was outrun is paid for as well.
    const input = asked(first).reduce((sum, { content }) => sum + tokens(content), 0);
    expect(await costOf(run)).toBeGreaterThan(1_000 * 2 * input);
  });

  it('is off unless the operator wants it', async () => {
    first.setDefault({ do: 'ok', firstDelayMs: 400 });
    const { ctx } = await setUp();
    expect((await world.run(ctx)).attempts.map(({ outcome }) => outcome)).toEqual(['succeeded']);
  });
});
