import { randomUUID } from 'node:crypto';
import { adjust, expireLots, getCredits, grant, release, reserve, settle, sweepHolds } from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });
const count = <T>(items: T[], test: (item: T) => boolean) => items.filter(test).length;
const holdInput = (userId: string, amountMicro: bigint, refId = randomUUID()) => ({
  userId,
  amountMicro,
  holdId: randomUUID(),
  ref: { type: 'offer' as const, id: refId },
  deadlineAt: new Date(world.clock.now().getTime() + 100 * DAY_MS),
});
const grantInput = (userId: string, externalId: string) => ({
  userId,
  externalId,
  source: 'ad' as const,
  amountMicro: 5_000_000n,
  expiresAt: null,
  externalSource: 'race',
  ref: { type: 'ad' as const, id: 'x' },
});

it('100 copies of one grant at once pay once', async () => {
  const userId = await world.newUser();
  const input = grantInput(userId, randomUUID());
  const results = await times(100, () => grant({ ctx: world.ctx(), input }));
  expect(count(results, (result) => result.outcome === 'granted')).toBe(1);
  expect((await credits(userId)).available).toBe(5);
});

it('many users racing for one external id: one of them is paid, nobody sees an error', async () => {
  const users = await times(20, () => world.newUser());
  const externalId = randomUUID();
  const results = await times(100, (index) =>
    grant({ ctx: world.ctx(), input: grantInput(users[index % 20]!, externalId) }),
  );
  expect(count(results, (result) => result.outcome === 'granted')).toBe(1);
  const balances = await Promise.all(users.map(async (userId) => (await credits(userId)).available));
  expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(5);
});

it('200 parallel reservations on a balance for 10: exactly 10 are held', async () => {
  const userId = await world.newUser();
  await world.give(userId, 50);
  const results = await times(200, () => reserve({ ctx: world.ctx(), input: holdInput(userId, 5_000_000n) }));
  expect(count(results, (result) => result.outcome === 'held')).toBe(10);
  expect(count(results, (result) => result.outcome === 'insufficient')).toBe(190);
  expect(await credits(userId)).toMatchObject({ available: 0, held: 50 });
});

it('one reference is held once, however many ask at once', async () => {
  const userId = await world.newUser();
  await world.give(userId, 50);
  const refId = randomUUID();
  const results = await times(30, () =>
    reserve({ ctx: world.ctx(), input: holdInput(userId, 1_000_000n, refId) }).then(
      (result) => result.outcome,
      (error: { code: string }) => error.code,
    ),
  );
  expect(count(results, (result) => result === 'held')).toBe(1);
  expect(count(results, (result) => result === 'idempotency_mismatch')).toBe(29);
  expect((await credits(userId)).held).toBe(1);
});

it('copies of one reservation hold once, and all of them are told so', async () => {
  const userId = await world.newUser();
  await world.give(userId, 50);
  const input = holdInput(userId, 30_000_000n);
  const results = await times(100, () => reserve({ ctx: world.ctx(), input }));
  expect(count(results, (result) => result.outcome === 'held')).toBe(1);
  expect(count(results, (result) => result.outcome === 'repeated')).toBe(99);
  expect(await credits(userId)).toMatchObject({ available: 20, held: 30 });
});

it('captures, releases and sweeps racing for one hold: exactly one of them ends it', async () => {
  for (let round = 0; round < 5; round++) {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const input = { ...holdInput(userId, 5_000_000n), deadlineAt: world.clock.now() };
    await reserve({ ctx: world.ctx(), input });
    const sweep = () =>
      sweepHolds({ ctx: world.ctx(), input: { embedded: true, deadOwnersBefore: world.clock.now() } });
    const results = await times(24, async (index) => {
      if (index % 3 === 0) return (await sweep()).ended;
      const { holdId } = input;
      const ended =
        index % 3 === 1
          ? await settle({ ctx: world.ctx(), input: { holdId, captureMicro: 5_000_000n } })
          : await release({ ctx: world.ctx(), input: { holdId } });
      return ended.outcome === 'settled' ? 1 : 0;
    });
    expect(results.reduce((sum, ended) => sum + ended, 0)).toBe(1);
    const { available, held } = await credits(userId);
    expect(held).toBe(0);
    expect([0, 5]).toContain(available);
  }
});

it('spending, earning, debits and expiry at once keep every balance right', async () => {
  const users = await times(4, () => world.newUser());
  for (const userId of users) {
    await world.give(userId, 20);
    await world.give(userId, 3, { source: 'daily', expiresAt: new Date(world.clock.now().getTime() + DAY_MS) });
  }
  world.clock.advance(2 * DAY_MS);
  await times(160, async (index) => {
    const userId = users[index % 4]!;
    switch (Math.floor(index / 4) % 5) {
      case 0:
        return world.give(userId, 1);
      case 1:
        return expireLots({ ctx: world.ctx(), input: {} });
      case 2:
        return adjust({
          ctx: world.ctx(),
          input: { userId, amountMicro: -1_000_000n, reason: 'race', externalId: randomUUID() },
        }).catch((error: { code: string }) => expect(error.code).toBe('conflict'));
      default: {
        const input = holdInput(userId, 2_000_000n);
        const { outcome } = await reserve({ ctx: world.ctx(), input });
        if (outcome === 'held')
          await settle({ ctx: world.ctx(), input: { holdId: input.holdId, captureMicro: BigInt(index) * 1_000n } });
      }
    }
  });
  for (const userId of users) expect((await credits(userId)).held).toBe(0);
});

it('two transactions that lock two wallets in opposite order both come through', async () => {
  const [one, other] = [await world.newUser(), await world.newUser()];
  const both = (first: string, second: string) =>
    world.db.transaction(async (db) => {
      await grant({ ctx: { ...world.ctx(), db }, input: grantInput(first, randomUUID()) });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await grant({ ctx: { ...world.ctx(), db }, input: grantInput(second, randomUUID()) });
    });
  await times(4, (index) => (index % 2 ? both(one, other) : both(other, one)));
  expect([(await credits(one)).available, (await credits(other)).available]).toEqual([20, 20]);
});
