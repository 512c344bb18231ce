import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { createKv, type Kv } from '@/lib/redis';
import { openBrokenRedis, refusedRedisUrl, type BrokenRedis } from '@/tests/support/broken-redis';
import { silentLog } from '@/tests/support/test-ctx';

/** Longest wait for one command, and one within which a busy machine gets there too: libraries would wait for five seconds. */
const [TIMEOUT_MS, PATIENCE_MS] = [300, 4_500];

async function within<T>(work: Promise<T>): Promise<T> {
  const started = Date.now();
  try {
    return await work;
  } finally {
    expect(Date.now() - started).toBeLessThan(PATIENCE_MS);
  }
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function brokenKv(kind: 'hung' | 'stalls' | 'read-only' | 'refused'): Promise<Kv> {
  let server: (BrokenRedis & { stall(): void }) | undefined;
  if (kind !== 'refused') {
    server = await openBrokenRedis(kind);
    open.push(server);
  }
  const kv = await within(
    createKv({ REDIS_URL: server?.url ?? (await refusedRedisUrl()), REDIS_TIMEOUT_MS: TIMEOUT_MS }),
  );
  open.unshift(kv);
  if (kind === 'stalls') server?.stall();
  return kv;
}

describe.each(['hung', 'stalls', 'read-only', 'refused'] as const)('a Redis that is %s', (kind) => {
  test('fails its commands soon instead of hanging us', async () => {
    const kv = await brokenKv(kind);
    await expect(within(kv.set('key', 'value', { onlyIfAbsent: true }))).rejects.toThrow();
    await expect(within(kv.increment('count', 1, 1_000))).rejects.toThrow();
  });

  test('leaves signing in, claims and runs limited by this process', async () => {
    const limiter = createLimiter({ kv: await brokenKv(kind), log: silentLog });
    await within(limiter.assert('claim', 'user:ada'));
    for (let count = 1; count < POLICIES.claim.points; count++) await limiter.assert('claim', 'user:ada');
    await expect(within(limiter.assert('claim', 'user:ada'))).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('does not stop reads', async () => {
    const limiter = createLimiter({ kv: await brokenKv(kind), log: silentLog });
    for (let count = 0; count <= POLICIES.read.points; count++) await limiter.assert('read', 'user:ada');
  });

  test('does not stop a reset', async () => {
    const limiter = createLimiter({ kv: await brokenKv(kind), log: silentLog });
    await expect(within(limiter.reset('signInAccount', 'ada'))).resolves.toBeUndefined();
  });
});

test('one outage slows one request, not every request', async () => {
  const limiter = createLimiter({ kv: await brokenKv('stalls'), log: silentLog });
  await limiter.assert('run', 'user:ada');
  const started = Date.now();
  for (let count = 0; count < 50; count++) await limiter.assert('run', 'user:ada');
  expect(Date.now() - started).toBeLessThan(10 * TIMEOUT_MS);
});
