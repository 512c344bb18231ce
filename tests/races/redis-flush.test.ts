import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, asOperator } from '../support/api-client';
import { openBrokenRedis } from '../support/broken-redis';
import { openKv } from '../support/open-kv';
import { openRedisBetween, type RedisBetween } from '../support/redis-between';
import { startTestHub, verifyHub, type TestHub } from '../support/test-hub';

/** With TEST_REDIS_URL a database of that server of this file's own; else a Redis that refuses every write. */
const REDIS = process.env.TEST_REDIS_URL;
const PEOPLE = 5;
const CREDITS = 200;
const PRICE = 5;

let between: RedisBetween;
let world: TestHub;
let closeStore: () => Promise<void>;
let flush: () => Promise<void>;

beforeAll(async () => {
  let target: string;
  if (REDIS) {
    const url = new URL(REDIS);
    url.pathname = '/13';
    target = url.toString();
    const kv = await openKv({ REDIS_URL: target });
    flush = async () => void (await kv.client?.flushdb());
    closeStore = () => kv.close();
  } else {
    const broken = await openBrokenRedis('read-only');
    target = broken.url;
    flush = async () => {};
    closeStore = () => broken.close();
  }
  between = await openRedisBetween(target);
  world = await startTestHub({ env: { REDIS_URL: between.url, REDIS_TIMEOUT_MS: '500' } });
}, 240_000);
afterAll(async () => {
  await world.close();
  await between.close();
  await closeStore();
});

async function person(operator: ApiClient): Promise<ApiClient> {
  const client = new ApiClient(world.hub.url);
  const { id } = await client.register();
  const gift = { userId: id, amount: CREDITS - PRICE, reason: 'Load' };
  const given = await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': id });
  expect(given.status).toBe(200);
  return client;
}

/** Runs one prompt under one key until there is an answer that says how it went. */
async function runUntilAnswered(client: ApiClient): Promise<number> {
  const [key, prompt] = [randomUUID(), `Load ${randomUUID()}`];
  for (let attempt = 0; attempt < 60; attempt++) {
    const answer = await client.run({ toolId: 'text-generation', input: { prompt } }, key).catch(() => null);
    if (answer && (answer.status === 200 || answer.status === 402)) return answer.status;
    await sleep(200);
  }
  throw new Error('a run never got an answer');
}

interface Runs {
  items: { status: string; credits: { charged: number } }[];
}

it('keeps every balance right while its Redis is flushed, cut off and hung under load', async () => {
  const operator = await asOperator(world.hub.url, world.hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => person(operator)));
  let over = false;
  const statuses = people.map((): number[] => []);
  const load = people.map(async (client, index) => {
    while (!over && statuses[index]!.length < 30) statuses[index]!.push(await runUntilAnswered(client));
  });
  for (let round = 0; round < 4; round++) {
    await flush();
    await sleep(250);
    between.cut();
    await sleep(250);
    between.hang();
    await sleep(600);
    between.resume();
    await flush();
  }
  over = true;
  await Promise.all(load);
  expect(between.taken()).toBeGreaterThan(1);
  for (const [index, client] of people.entries()) {
    const succeeded = statuses[index]!.filter((status) => status === 200).length;
    expect(succeeded).toBeGreaterThan(0);
    const { body } = await client.call<{ available: number; held: number }>('GET', '/api/credits');
    expect(body).toMatchObject({ available: CREDITS - succeeded * PRICE, held: 0 });
    const { body: runs } = await client.call<Runs>('GET', '/api/runs?limit=50');
    expect(runs.items.reduce((sum, run) => sum + run.credits.charged, 0)).toBe(succeeded * PRICE);
  }
  expect(await world.hub.stop()).toBe(0);
  expect(await verifyHub(world.hub)).toBe(0);
}, 240_000);
