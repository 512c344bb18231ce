import { randomUUID } from 'node:crypto';
import { forgetKeys, getCredits, grant, withIdempotency } from '@/lib/credits';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let userId: string;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
beforeEach(async () => {
  userId = await world.newUser();
});

const pay = async (tx: Ctx) => {
  await grant({
    ctx: tx,
    input: {
      userId,
      source: 'ad',
      amountMicro: 5_000_000n,
      expiresAt: null,
      externalSource: 'idem',
      externalId: randomUUID(),
      ref: { type: 'ad', id: 'x' },
    },
  });
  return { reward: 5 };
};
const call = (
  key: string,
  work: (tx: Ctx) => Promise<{ reward: number }> = pay,
  requestHash = 'a',
  scope = `user:${userId}:test`,
) => withIdempotency({ ctx: world.ctx(), scope, key, requestHash }, work);
const available = async () => (await getCredits({ ctx: world.ctx(), input: { userId } })).available;
const records = async (key: string) =>
  Number(
    (
      await world.db.sql<{ n: string }>('SELECT count(*)::text AS n FROM idempotency_keys WHERE key = $1::text', [key])
    )[0]?.n,
  );

it('does the work once and answers a repeat with the stored result, marked', async () => {
  const key = randomUUID();
  expect(await call(key)).toEqual({ result: { reward: 5 }, repeated: false });
  expect(await call(key)).toEqual({ result: { reward: 5 }, repeated: true });
  expect(await available()).toBe(5);
});

it('refuses the same key with another input, and nothing moves', async () => {
  const key = randomUUID();
  await call(key);
  await expect(call(key, pay, 'b')).rejects.toMatchObject({ code: 'idempotency_mismatch', status: 409 });
  expect(await available()).toBe(5);
});

it('keeps the keys of actors and routes apart', async () => {
  const key = randomUUID();
  await call(key);
  expect((await call(key, pay, 'a', `user:${userId}:other`)).repeated).toBe(false);
  expect((await call(key, pay, 'a', `user:${randomUUID()}:test`)).repeated).toBe(false);
  expect(await available()).toBe(15);
});

it('leaves no record of work that failed, nor its effects', async () => {
  const key = randomUUID();
  const failing = async (tx: Ctx) => {
    await pay(tx);
    throw new AppError('provider_unavailable', 'Nobody is there.');
  };
  await expect(call(key, failing)).rejects.toMatchObject({ code: 'provider_unavailable' });
  expect(await records(key)).toBe(0);
  expect(await available()).toBe(0);
  expect((await call(key, pay, 'another input')).repeated).toBe(false);
});

it('joins a call in flight: copies at once have one effect and one answer', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(key)));
  expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
  expect(answers.every((answer) => answer.result.reward === 5)).toBe(true);
  expect(await available()).toBe(5);
});

it('lets one of the waiting copies work when the first one fails', async () => {
  const key = randomUUID();
  let tries = 0;
  const firstFails = async (tx: Ctx) => {
    if (tries++ === 0) throw new Error('the first one fails');
    return pay(tx);
  };
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => call(key, firstFails)));
  expect(answers.filter((answer) => answer.status === 'rejected')).toHaveLength(1);
  expect(await available()).toBe(5);
});

it('stores results of every JSON shape', async () => {
  for (const value of [null, 'text', 7, true, [1, { a: null }], { deep: { list: [] } }]) {
    const at = { ctx: world.ctx(), scope: 'shapes', key: randomUUID(), requestHash: 'h' };
    await withIdempotency(at, async () => value);
    expect(await withIdempotency(at, async () => 'never')).toEqual({ result: value, repeated: true });
  }
});

it('remembers for 7 days, swept or not', async () => {
  const key = randomUUID();
  await call(key);
  world.clock.advance(7 * DAY_MS - 1);
  expect((await call(key)).repeated).toBe(true);
  world.clock.advance(1);
  expect((await call(key, pay, 'another input')).repeated).toBe(false);
});

it('sweeps what it no longer remembers, and only that', async () => {
  const [old, young] = [randomUUID(), randomUUID()];
  await call(old);
  world.clock.advance(4 * DAY_MS);
  await call(young);
  world.clock.advance(3 * DAY_MS);
  expect((await forgetKeys({ ctx: world.ctx(), input: {} })).forgotten).toBeGreaterThan(0);
  expect([await records(old), await records(young)]).toEqual([0, 1]);
});

it('sweeps more than one statement deletes', async () => {
  await world.db.sql(
    `INSERT INTO idempotency_keys (scope, key, request_hash, status, result, created_at, expires_at)
     SELECT 'busy', n::text, 'h', 200, 'null', $1::timestamptz, $1::timestamptz FROM generate_series(1, 10001) AS n`,
    [world.clock.now()],
  );
  expect((await forgetKeys({ ctx: world.ctx(), input: {} })).forgotten).toBeGreaterThan(10_000);
  expect(await world.db.sql("SELECT 1 AS one FROM idempotency_keys WHERE scope = 'busy'")).toEqual([]);
});

it.each(['', 'k'.repeat(256)])('refuses a key of a wrong length', async (key) => {
  await expect(call(key)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'Idempotency-Key' }] });
});
