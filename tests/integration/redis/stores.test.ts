import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { createMemoryKv, type Kv } from '@/lib/redis';
import { openKv } from '@/tests/support/open-kv';
import { silentLog } from '@/tests/support/test-ctx';

/** Upstash's REST protocol over a Kv in memory: POST a command as JSON, with the token. */
function openRest(token: string): Server {
  const store = createMemoryKv();
  const listeners = new Map<string, Set<ServerResponse>>();
  const listen = (channel: string, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: subscribe,${channel},1\n\n`);
    const all = listeners.get(channel) ?? new Set();
    listeners.set(channel, all.add(response));
    response.on('close', () => all.delete(response));
  };
  const run = async ([name, key = '', value = '', ...options]: string[]): Promise<unknown> => {
    switch (String(name).toUpperCase()) {
      case 'GET':
        return store.get(key);
      case 'SET': {
        const ttl = options.indexOf('PX');
        const ttlMs = ttl < 0 ? undefined : Number(options[ttl + 1]);
        return (await store.set(key, String(value), { ttlMs, onlyIfAbsent: options.includes('NX') })) ? 'OK' : null;
      }
      case 'DEL':
        return store.delete(key).then(() => 1);
      case 'EVAL':
        return store.increment(String(options[0]), Number(options[1]), Number(options[2]));
      case 'PING':
        return 'PONG';
      case 'PUBLISH':
        for (const listener of listeners.get(key) ?? []) listener.write(`data: message,${key},${value}\n\n`);
        return listeners.get(key)?.size ?? 0;
      case 'CUT':
        for (const listener of listeners.get(key) ?? []) listener.destroy();
        return null;
      default:
        throw new Error(`ERR unknown command ${name}`);
    }
  };
  return createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      if (request.headers.authorization !== `Bearer ${token}`)
        return void response.writeHead(401).end('{"error":"Unauthorized"}');
      const channel = /^\/subscribe\/(.+)$/.exec(request.url ?? '')?.[1];
      if (channel) return listen(decodeURIComponent(channel), response);
      run(JSON.parse(text) as string[]).then(
        (result) => response.end(JSON.stringify({ result })),
        (error: Error) => response.writeHead(400).end(JSON.stringify({ error: error.message })),
      );
    });
  });
}

const server = openRest('the token');
let restUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const REDIS = process.env.TEST_REDIS_URL;
const STORES: [string, () => Promise<Kv>][] = [
  ['memory', () => openKv()],
  ['upstash', () => openKv({ UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: 'the token' })],
  ...(REDIS ? ([['redis', () => openKv({ REDIS_URL: REDIS })]] satisfies [string, () => Promise<Kv>][]) : []),
];

describe.each(STORES)('the %s store', (mode, open) => {
  let kv: Kv;
  const key = () => `test:${randomUUID()}`;
  beforeAll(async () => {
    kv = await open();
  });
  afterAll(() => kv.close());

  test('says what it is and answers', async () => {
    expect(kv.mode).toBe(mode);
    await expect(kv.ping()).resolves.toBeUndefined();
  });

  test.each(['plain', '{"json":1}', '12', '', 'null', 'ünïcode'])(
    'gives back exactly what was stored: %j',
    async (value) => {
      const name = key();
      expect(await kv.get(name)).toBeNull();
      expect(await kv.set(name, value, { ttlMs: 60_000 })).toBe(true);
      expect(await kv.get(name)).toBe(value);
      await kv.delete(name);
      expect(await kv.get(name)).toBeNull();
    },
  );

  test('lets one of many take a name', async () => {
    const name = key();
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) => kv.set(name, String(index), { onlyIfAbsent: true, ttlMs: 60_000 })),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('counts without losing one, and a count ends with its first time to live', async () => {
    const name = key();
    await Promise.all(Array.from({ length: 50 }, () => kv.increment(name, 2, 2_000)));
    expect(await kv.increment(name, 1, 60_000)).toBe(101);
    await sleep(2_100);
    expect(await kv.increment(name, 5, 2_000)).toBe(5);
  });
});

test('the memory store keeps a hundred thousand keys: of more, the least used leaves', async () => {
  const kv = createMemoryKv();
  for (let index = 0; index < 100_000; index++) await kv.set(`${index}`, '');
  await kv.get('0');
  await kv.set('one more', '');
  await kv.increment('and one', 1, 60_000);
  const left = await Promise.all(['0', '1', '2', '3', 'one more', 'and one'].map((key) => kv.get(key)));
  expect(left).toEqual(['', null, null, '', '', '1']);
});

describe.each(STORES.filter(([mode]) => mode !== 'memory'))('messages over the %s store', (mode, open) => {
  /** Says it again and again until it is heard: subscribing takes its time, and what is said before is lost. */
  const sayUntilHeard = async (kv: Kv, channel: string, message: string, heard: string[]) => {
    while (!heard.includes(message)) {
      await kv.messages!.publish(channel, message);
      await sleep(20);
    }
  };

  test('reach whoever listens on another instance, unchanged and in order, and nobody else', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const channel = `test:${randomUUID()}`;
    const heard: string[] = [];
    const deaf = two.messages!.subscribe(channel, (message) => heard.push(message));
    await sayUntilHeard(one, channel, 'ready', heard);
    const said = ['{"a":"x,y"}', 'ünïcode \u{1F600}', ...Array.from({ length: 20 }, (_, index) => String(index))];
    await one.messages!.publish(`${channel}:other`, 'not for you');
    for (const message of said) await one.messages!.publish(channel, message);
    while (!heard.includes('19')) await sleep(20);
    expect(heard.filter((message) => message !== 'ready')).toEqual(said);
    deaf();
    await Promise.all([one.close(), two.close()]);
  });

  test('come again after the connection was cut', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const channel = `test:${randomUUID()}`;
    const heard: string[] = [];
    two.messages!.subscribe(channel, (message) => heard.push(message));
    await sayUntilHeard(one, channel, 'before', heard);
    if (mode === 'upstash') {
      const headers = { authorization: 'Bearer the token' };
      await fetch(restUrl, { method: 'POST', headers, body: JSON.stringify(['CUT', channel]) });
    } else await one.client!.exec(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    await sayUntilHeard(one, channel, 'after', heard);
    await Promise.all([one.close(), two.close()]);
  });
});

test('an instance alone has nobody to talk to', async () => {
  expect((await openKv()).messages).toBeUndefined();
});

test('a wrong token is a failure, not an empty store', async () => {
  const kv = await openKv({ UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: 'another' });
  await expect(kv.get('key')).rejects.toThrow('Unauthorized');
});

test('instances on one store share their counts; without a store each counts alone', async () => {
  const subject = `user:${randomUUID()}`;
  const url = REDIS;
  const [one, two] = await Promise.all([openKv({ REDIS_URL: url }), openKv({ REDIS_URL: url })]);
  const limiters = [one, two].map((kv) => createLimiter({ kv, log: silentLog }));
  // A window begins anew with each minute of the clock: not while this counts.
  const leftMs = 60_000 - (Date.now() % 60_000);
  if (leftMs < 10_000) await sleep(leftMs + 100);
  let passed = 0;
  await Promise.all(
    Array.from({ length: POLICIES.claim.points * 3 }, (_, index) =>
      limiters[index % 2]!.assert('claim', subject).then(
        () => passed++,
        () => undefined,
      ),
    ),
  );
  expect(passed).toBe(url ? POLICIES.claim.points : POLICIES.claim.points * 2);
  await limiters[0]!.reset('claim', subject);
  await expect(limiters[0]!.assert('claim', subject)).resolves.toBeUndefined();
  await Promise.all([one.close(), two.close()]);
});
