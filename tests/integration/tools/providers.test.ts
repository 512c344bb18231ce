import { createAi } from '@/lib/ai';
import { systemClock } from '@/lib/clock';
import { AppError } from '@/lib/errors';
import { parseEnv } from '@/lib/env';
import { createKv } from '@/lib/redis';
import { getRun, type RunView } from '@/lib/runs';
import { startOpenAiWireServer, WIRE_TEXT, type WireServer, type WireStep } from '@/tests/support/openai-wire-server';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';

let world: RunWorld;
let first: WireServer;
let second: WireServer;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  [first, second] = [await startOpenAiWireServer(), await startOpenAiWireServer()];
  // The first call loads the SDK, which may take longer than the short limits below.
  await world.run((await setUp()).ctx);
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), first.close(), second.close()]);
});
beforeEach(() => {
  waitAtMost(20_000);
  for (const server of [first, second]) server.setDefault({ do: 'ok' });
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** How long a run waits for a provider: what it has to answer in time has it, on a machine with much else to do as well. */
const waitAtMost = (ms: number) =>
  world.configure({ runs: { connectMs: ms, firstContentMs: ms, idleMs: ms, totalMs: 3 * ms } });
/** Only silence is waited for to its end. */
const waitFor = (step: WireStep) => waitAtMost(step.do.startsWith('stall') ? 1_500 : 20_000);

/** A user with credits for one run, and models over the wire with fresh breakers. */
async function setUp() {
  const server = (id: string, { url }: WireServer) => ({ id, label: id, baseUrl: url, models: ['model'] });
  const env = parseEnv({
    OPENAI_COMPATIBLE_SERVERS: JSON.stringify([server('first', first), server('second', second)]),
  });
  const ai = createAi({ env, kv: await createKv(env), clock: systemClock, log: world.ctx().log });
  const userId = await world.userWith(5);
  return { userId, ctx: world.ctxOf(userId, { ai }) };
}

const FALLS_BACK: [string, WireStep][] = [
  ['answers 500', { do: 'status', status: 500 }],
  ['answers 429', { do: 'status', status: 429, retryAfter: '30' }],
  ['refuses our key', { do: 'status', status: 401 }],
  ['never answers', { do: 'stall-headers' }],
  ['stalls before the first content', { do: 'stall-first' }],
  ['hangs up', { do: 'cut' }],
  ['hangs up before the first content', { do: 'cut', after: 0 }],
  ['says nothing', { do: 'empty' }],
  ['sends a page', { do: 'html' }],
];

describe.each(FALLS_BACK)('a provider that %s', (_what, step) => {
  it('is followed by the next, at the quoted price, with both attempts on the receipt', async () => {
    waitFor(step);
    const { userId, ctx } = await setUp();
    first.setDefault(step);
    const run = await world.run(ctx);
    expect(run).toMatchObject({
      status: 'succeeded',
      output: { text: WIRE_TEXT },
      provider: 'second',
      credits: { quoted: 5, charged: 5 },
    });
    expect(run.attempts.map(({ provider }) => provider)).toEqual(['first', 'second']);
    expect(run.attempts[0]?.outcome).not.toBe('succeeded');
    expect(await world.available(userId)).toBe(0);
  });

  it('costs nothing when the next does the same', async () => {
    waitFor(step);
    const { userId, ctx } = await setUp();
    first.setDefault(step);
    second.setDefault(step);
    const error: unknown = await world.run(ctx).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    const { status, extra } = error as AppError;
    const run = extra.run as RunView;
    expect(status).toBe(run.credits.reason === 'provider_timeout' ? 504 : 503);
    expect(run).toMatchObject({ status: 'failed', output: {}, credits: { quoted: 5, charged: 0, refunded: 5 } });
    expect(run.message).toContain('Your credits are back.');
    expect(await getRun({ ctx, input: { id: run.id } })).toEqual(run);
    expect(await world.available(userId)).toBe(5);
  }, 180_000);
});

it.each<[string, WireStep]>([
  ['cuts the stream', { do: 'cut', after: 3 }],
  ['ends it early', { do: 'end-early', after: 3 }],
  ['stalls', { do: 'stall-middle', after: 3 }],
  ['sends an error frame', { do: 'error-frame', after: 3 }],
])(
  'of a tool that wants one piece: keeps the text and refunds all when the provider %s after the first content',
  async (_what, step) => {
    waitFor(step);
    const { userId, ctx } = await setUp();
    first.setDefault(step);
    const asked = second.requests.length;
    const request = { toolId: 'summarize', input: { text: 'Some words.' } };
    const error = (await world.run(ctx, request).catch((thrown: unknown) => thrown)) as AppError;
    expect(error.extra.run).toMatchObject({
      status: 'failed',
      provider: 'first',
      output: { text: expect.stringMatching(/^The quick/) },
      credits: { charged: 0, reason: 'cut_short' },
    });
    expect(second.requests.length).toBe(asked);
    expect(await world.available(userId)).toBe(5);
  },
);

it('asks nobody else and blames nobody when the input itself is refused', async () => {
  const { userId, ctx } = await setUp();
  first.setDefault({ do: 'status', status: 400 });
  const asked = second.requests.length;
  await expect(world.run(ctx)).rejects.toMatchObject({
    code: 'invalid_input',
    extra: { run: { credits: { charged: 0, refunded: 5 } } },
  });
  expect(second.requests.length).toBe(asked);
  expect(await world.available(userId)).toBe(5);
});

it('shows the first text before the provider has sent its last token', async () => {
  const { ctx } = await setUp();
  first.setDefault({ do: 'ok', delayMs: 60 });
  const { live } = await world.start(ctx);
  let firstTextAt = 0;
  for await (const { chunk } of live!.read())
    if (chunk?.type === 'text-delta' && !firstTextAt) firstTextAt = performance.now();
  const request = first.requests.at(-1)!;
  expect(firstTextAt).toBeLessThan(request.lastTokenAt!);
});

it('hangs up on the provider when the run is stopped', async () => {
  const { ctx } = await setUp();
  first.setDefault({ do: 'ok', delayMs: 50 });
  const { live } = await world.start(ctx, REQUEST);
  const reader = live!.read();
  for await (const { chunk } of reader) if (chunk?.type === 'text-delta') break;
  live!.stop('cancelled');
  expect(await live!.finished).toMatchObject({ status: 'cancelled', credits: { charged: 1, refunded: 4 } });
  await expect(
    first.waitFor((request) => request === first.requests.at(-1) && request.aborted, 2_000),
  ).resolves.toBeDefined();
});
