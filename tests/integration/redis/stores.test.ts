import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { createKv, createMemoryKv, type Kv } from '@/lib/redis';
import { silentLog } from '@/tests/support/test-ctx';

/** Upstash's REST protocol over a Kv in memory: POST a command as JSON, with the token. */
function openRest(token: string): Server {
  const store = createMemoryKv();
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
  ['memory', () => createKv({})],
  ['upstash', () => createKv({ UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: 'the token' })],
  ...(REDIS ? ([['redis', () => createKv({ REDIS_URL: REDIS })]] satisfies [string, () => Promise<Kv>][]) : []),
];

describe.each(STORES)('the %s store', (mode, openKv) => {
  let kv: Kv;
  const key = () => `test:${randomUUID()}`;
  beforeAll(async () => {
    kv = await openKv();
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
    await Promise.all(Array.from({ length: 50 }, () => kv.increment(name, 2, 700)));
    expect(await kv.increment(name, 1, 60_000)).toBe(101);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await kv.increment(name, 5, 700)).toBe(5);
  });
});

test('a wrong token is a failure, not an empty store', async () => {
  const kv = await createKv({ UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: 'another' });
  await expect(kv.get('key')).rejects.toThrow('Unauthorized');
});

test('instances on one store share their counts; without a store each counts alone', async () => {
  const subject = `user:${randomUUID()}`;
  const url = REDIS;
  const [one, two] = await Promise.all([createKv({ REDIS_URL: url }), createKv({ REDIS_URL: url })]);
  const limiters = [one, two].map((kv) => createLimiter({ kv, log: silentLog }));
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
