import type { Ai } from '@/lib/ai';
import { download, pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';
import {
  OPENROUTER_KEY,
  startOpenRouterServer,
  type OpenRouterServer,
} from '@/tests/support/wire/openrouter-wire-server';

const BOAT = { toolId: 'video-generation', input: { prompt: 'A paper boat drifts down a rainy gutter' } };

let world: PathWorld;
let server: OpenRouterServer;
let wired: Ai;
beforeAll(async () => {
  [world, server] = [await pathWorld(), await startOpenRouterServer()];
  await connect();
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), server.close()]);
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

async function connect() {
  wired = await world.aiWith({ OPENROUTER_API_KEY: OPENROUTER_KEY, OPENROUTER_BASE_URL: server.url });
}

/** Enough for films of every length. */
async function rich(ai: Ai) {
  const userId = await world.userWith(10_000);
  return { userId, ctx: world.ctxOf(userId, { ai }) };
}

describe('a film by a provider', () => {
  it('costs what its seconds cost, and is downloaded as film', async () => {
    const { userId, ctx } = await rich(wired);
    const [four, eight] = await Promise.all(
      ['4', '8'].map((seconds) => world.quote(ctx, { ...BOAT, options: { seconds } })),
    );
    // Five cents a second, times the margin, over a tenth of a cent a credit.
    expect(four!.price).toBeGreaterThan(15);
    expect(eight!.price).toBe(four!.price * 2);
    const run = await world.run(ctx, BOAT);
    expect(run).toMatchObject({ kind: 'video', status: 'succeeded', demo: false, credits: { charged: four!.price } });
    const file = await download(ctx, run.output.files![0]!);
    expect(file).toMatchObject({ type: 'video/mp4', name: expect.stringMatching(/\.mp4$/) });
    expect(await world.available(userId)).toBe(10_000 - four!.price);
  }, 180_000);

  it('has the shape, the length and the seed that were chosen', async () => {
    const { ctx } = await rich(wired);
    const input = { ...BOAT.input, seed: 7 };
    await world.run(ctx, { ...BOAT, input, options: { size: '720x1280', seconds: '6' } });
    const order = server.heard.findLast(({ path, method }) => method === 'POST' && path.endsWith('/videos'));
    expect(order!.body).toMatchObject({ prompt: BOAT.input.prompt, duration: 6, aspect_ratio: '9:16' });
  }, 180_000);

  it('is not begun for less, and says what is missing', async () => {
    const visitor = await world.visitor(wired);
    const { price } = await world.quote(visitor.ctx, BOAT);
    expect(price).toBeGreaterThan(PURSE);
    const asks: [string, bigint][] = [];
    const offerAd = (kind: 'text' | 'image' | 'video', shortfallMicro: bigint) => {
      asks.push([kind, shortfallMicro]);
      return Promise.resolve({ kind, watchSeconds: 120, reward: 15, count: 7 });
    };
    await expect(world.start(visitor.ctx, BOAT, { offerAd })).rejects.toMatchObject({
      ...{ code: 'insufficient_credits', status: 402 },
      extra: { needed: price, available: PURSE, ad: { kind: 'video', count: 7 } },
    });
    expect(asks).toEqual([['video', BigInt(price - PURSE) * 1_000_000n]]);
  });

  it('gives everything back when the job fails, and when it is refused', async () => {
    const person = await rich(wired);
    server.script({ do: 'job', ends: 'failed' });
    const failed = await world.refusal(person, BOAT);
    expect(failed.run).toMatchObject({ status: 'failed', credits: { charged: 0, reason: 'provider_unavailable' } });
    await connect();
    const again = { userId: person.userId, ctx: { ...person.ctx, ai: wired } };
    server.script({ do: 'refuse', status: 500 });
    expect((await world.refusal(again, BOAT)).run).toMatchObject({ credits: { charged: 0 } });
    await connect();
  }, 180_000);
});

it('names what is wrong, asks nobody and charges nothing', async () => {
  const person = await rich(wired);
  const asked = server.heard.length;
  const wrong: [request: object, paths: string[]][] = [
    [{ ...BOAT, input: {} }, ['input.prompt']],
    [
      { ...BOAT, input: { prompt: 'x'.repeat(1_001) }, options: { seconds: '60' } },
      ['input.prompt', 'options.seconds'],
    ],
    [{ ...BOAT, input: { prompt: 'x', seed: 1.5 }, options: { size: '8000x8000' } }, ['input.seed', 'options.size']],
  ];
  for (const [request, paths] of wrong)
    expect(await world.refusal(person, request)).toMatchObject({ code: 'invalid_input', paths });
  expect(server.heard.length).toBe(asked);
});
