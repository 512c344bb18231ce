import { createAi } from '@/lib/ai';
import { getBatch, listRows, runBatches, runDelayed } from '@/lib/batches';
import { parseEnv } from '@/lib/env';
import { beginBatch, csvOf, prompts } from '@/tests/support/batch-world';
import { createMemoryKv } from '@/lib/redis';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';
import { MISTRAL_KEY, startMistralServer } from '@/tests/support/wire/mistral-wire-server';
import type { BatchWire } from '@/tests/support/wire/openai-batch-wire';
import { OPENAI_KEY, startOpenAiMediaServer } from '@/tests/support/wire/openai-media-wire-server';

interface Provider {
  url: string;
  batches: BatchWire;
  close(): Promise<void>;
}

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());

const PROVIDERS: [string, () => Promise<Provider>, string, string][] = [
  ['openai', startOpenAiMediaServer, 'OPENAI', OPENAI_KEY],
  ['mistral', startMistralServer, 'MISTRAL', MISTRAL_KEY],
];

describe.each(PROVIDERS)('a delayed batch at %s', (provider, start, variables, key) => {
  let server: Provider;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  /** Somebody with credits, and the system, with the provider over the wire. */
  async function setUp(credits: number) {
    const env = parseEnv({ [`${variables}_API_KEY`]: key, [`${variables}_BASE_URL`]: server.url });
    const ai = createAi({ env, kv: createMemoryKv(), clock: world.clock, log: world.ctx().log });
    const userId = await world.userWith(credits);
    const system = world.system({ ai });
    const turn = async () => {
      await runBatches({ ctx: system });
      await runDelayed({ ctx: system });
      world.clock.advance(61_000);
    };
    return { userId, ctx: world.ctxOf(userId, { ai }), turn };
  }

  it('is one job of the provider: each row answered, paid at half the price, refunded where it failed', async () => {
    const { userId, ctx, turn } = await setUp(100);
    server.batches.decree({ looks: 2, reverses: true, faults: { 'row-2': 500, 'row-3': 0 } });
    const { id } = await beginBatch(ctx, { toolId: 'text-generation', delayed: true, rows: prompts(5) });
    for (let turns = 0; turns < 8; turns++) {
      await turn();
      if ((await getBatch({ ctx, input: { id } })).status === 'done') break;
    }
    const batch = await getBatch({ ctx, input: { id } });
    expect(batch).toMatchObject({ status: 'done', rows: { succeeded: 3, failed: 2 } });
    const price = batch.credits.quoted / 5;
    expect(batch.credits).toMatchObject({ charged: 3 * price, refunded: 2 * price });
    expect(await world.available(userId)).toBe(100 - 3 * price);
    const { items } = await listRows({ ctx, input: { id } });
    expect(items.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'failed', 'succeeded', 'succeeded']);
    expect(items[0]?.preview).toBe('The quick brown fox.');
    expect((await csvOf(ctx, id)).match(new RegExp(`${provider}/`, 'g'))).toHaveLength(3);
    expect(server.batches.store.batches).toHaveLength(1);
    expect(await world.verify()).toMatchObject({ ok: true });
  });

  it('whose handing in was never confirmed is found at the provider and not handed in again', async () => {
    const { ctx, turn } = await setUp(50);
    const before = server.batches.store.batches.length;
    server.batches.decree({ losesAnswer: true });
    const { id } = await beginBatch(ctx, { toolId: 'text-generation', delayed: true, rows: prompts(2) });
    for (let turns = 0; turns < 10; turns++) {
      await turn();
      if ((await getBatch({ ctx, input: { id } })).status === 'done') break;
    }
    expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { succeeded: 2 } });
    expect(server.batches.store.batches).toHaveLength(before + 1);
    expect(await world.verify()).toMatchObject({ ok: true });
  });
});
