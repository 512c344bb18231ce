import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { RunView } from '@/lib/runs';
import { ApiClient, asOperator } from '../support/api-client';
import { startHub, type Hub } from '../support/built-hub';
import { COMPILED } from '../support/bundled-script';
import { atEndOfFile } from '../support/cleanup';
import { startOpenAiWireServer, type WireServer } from '../support/openai-wire-server';
import { openKv } from '../support/open-kv';
import { openRedisBetween, type RedisBetween } from '../support/redis-between';
import { createServerDatabase } from '../support/server-template';

/**
 * Two processes need a PostgreSQL and a Redis: TEST_DATABASE_URL and TEST_REDIS_URL. Without them the embedded hub must
 * refuse to be two; tests/integration/runs/between.test.ts has the rules themselves, over any database.
 */
const DATABASE = process.env.TEST_DATABASE_URL;
const REDIS = process.env.TEST_REDIS_URL;
const WORDS = Array.from({ length: 120 }, (_, index) => `w${index} `);
const WHOLE = WORDS.join('');

let provider: WireServer;
beforeAll(async () => {
  provider = await startOpenAiWireServer({ defaultStep: { do: 'ok', pieces: WORDS, delayMs: 40 } });
  atEndOfFile(() => provider.close());
});
const models = () => ({ ...COMPILED, OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: provider.url });

interface Read {
  text: string;
  parts: number;
  run: RunView | undefined;
  lastId: string | undefined;
}

/** Reads a stream until it ends, breaks or has `until` parts of text. */
async function read(response: Response, until = Infinity): Promise<Read> {
  const seen: Read = { text: '', parts: 0, run: undefined, lastId: undefined };
  const parser = createParser({
    onEvent: ({ id, data }) => {
      seen.lastId = id;
      const chunk = data === '[DONE]' ? {} : (JSON.parse(data) as { type?: string; delta?: string; data?: RunView });
      if (chunk.type === 'text-delta') [seen.text, seen.parts] = [seen.text + chunk.delta, seen.parts + 1];
      if (chunk.type === 'data-run') seen.run = chunk.data;
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body!) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      if (seen.parts >= until) break;
    }
  } catch {
    // Its server was killed.
  }
  return seen;
}

if (DATABASE && REDIS) {
  let between: RedisBetween;
  let flush: () => Promise<void>;
  let [first, second]: Hub[] = [];
  let start: () => Promise<Hub>;

  beforeAll(async () => {
    const url = new URL(REDIS);
    url.pathname = '/12';
    const kv = await openKv({ REDIS_URL: url.toString() });
    atEndOfFile(() => kv.close());
    flush = async () => void (await kv.client?.flushdb());
    between = await openRedisBetween(url.toString());
    atEndOfFile(() => between.close());
    const database = await createServerDatabase(DATABASE, `megicai_two_${randomBytes(8).toString('hex')}`);
    atEndOfFile(database.drop);
    const env = {
      ...models(),
      DATABASE_URL: database.url,
      REDIS_URL: between.url,
      NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    };
    start = () => startHub({ env });
    first = await start();
    second = await start();
    atEndOfFile(async () => void (await Promise.all([first!.stop('SIGKILL'), second!.stop('SIGKILL')])));
    const operator = await asOperator(first.url, first.operator);
    await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
    // The other instance reads settings anew within seconds.
    await sleep(3_000);
  }, 240_000);

  /** Somebody signed in on both, and a run that the first drives. */
  const begin = async (prompt: string) => {
    const here = new ApiClient(first!.url);
    const { email } = await here.register();
    const there = new ApiClient(second!.url);
    await there.signIn(email, 'a long enough password');
    const body = JSON.stringify({ toolId: 'text-generation', input: { prompt }, stream: true });
    const response = await here.fetch('/api/process-request', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    const id = response.headers.get('x-run-id')!;
    const follow = (lastId?: string) =>
      there.fetch(`/api/runs/${id}/stream`, { headers: lastId ? { 'last-event-id': lastId } : {} });
    return { id, here, there, own: read(response), follow };
  };
  const credits = async (client: ApiClient) => (await client.call('GET', '/api/credits')).body;

  describe('two instances on one database and one Redis', () => {
    it('show a run of the one on the other as it grows, from any place on', async () => {
      const run = await begin('Count.');
      const some = await read(await run.follow(), 10);
      const rest = await read(await run.follow(some.lastId));
      expect(some.text + rest.text).toBe(WHOLE);
      expect(rest.run).toMatchObject({ status: 'succeeded' });
      // 5 s of text; the database alone would give one part a second.
      expect(rest.parts).toBeGreaterThan(30);
      expect((await run.own).text).toBe(WHOLE);
    }, 240_000);

    it('stop a run of the one from the other, upstream within a second', async () => {
      const run = await begin('Count until I stop you.');
      await read(await run.follow(), 10);
      const reading = run.follow().then((response) => read(response));
      const asked = Date.now();
      const { body } = await run.there.call<{ run: RunView }>('POST', `/api/runs/${run.id}/cancel`, {});
      expect(body.run).toMatchObject({ status: 'cancelled', credits: { reason: 'cancelled_partly' } });
      const request = await provider.waitFor(({ aborted, endedAt }) => aborted && endedAt! >= asked - 50, 5_000);
      expect(request.endedAt! - asked).toBeLessThan(1_000);
      for (const seen of [await reading, await run.own]) expect(seen.text).toBe(body.run.output.text);
    }, 240_000);

    it('lose nothing when their Redis is flushed, cut off and hung in the middle', async () => {
      const run = await begin('Count through it all.');
      const reading = run.follow().then((response) => read(response));
      await sleep(800);
      await flush();
      await sleep(300);
      between.cut();
      await sleep(700);
      between.hang();
      await sleep(1_200);
      between.resume();
      const seen = await reading;
      expect(seen.text).toBe(WHOLE);
      expect(seen.run).toMatchObject({ status: 'succeeded', credits: { charged: 5 } });
      expect((await run.own).text).toBe(WHOLE);
    }, 240_000);

    it('tell the reader of a killed instance the end as soon as its run is swept: refunded, with what was saved', async () => {
      provider.script({ do: 'ok', pieces: Array.from({ length: 2_000 }, (_, index) => `w${index} `), delayMs: 40 });
      const run = await begin('Count until the lights go out.');
      const reading = run.follow().then((response) => read(response));
      await sleep(3_000);
      const killed = Date.now();
      await first!.stop('SIGKILL');
      const seen = await reading;
      expect(seen.run).toMatchObject({ status: 'failed', credits: { charged: 0, refunded: 5, reason: 'interrupted' } });
      // Dead after 30 s without a word, swept within 15 s more; the run's own deadline is minutes away.
      expect(Date.now() - killed).toBeLessThan(60_000);
      expect(Date.now() - Date.parse(seen.run!.finishedAt!)).toBeLessThan(3_000);
      const kept = seen.run!.output.text!;
      expect([kept.startsWith('w0 w1 w2 '), seen.text.startsWith(kept)]).toEqual([true, true]);
      expect(await credits(run.there)).toMatchObject({ available: 5, held: 0 });
    }, 240_000);
  });
} else {
  it('are not two without a shared database: a second one on the same data is refused', async () => {
    const hub = await startHub({ env: models() });
    await expect(startHub({ env: models(), dataDir: hub.dataDir })).rejects.toThrow('did not come up');
    expect(await hub.stop()).toBe(0);
  }, 240_000);
}
