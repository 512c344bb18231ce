import { randomUUID } from 'node:crypto';
import { clawback, getCredits, grant, reserve, type GrantInput } from '@/lib/credits';
import type { Actor } from '@/lib/context';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const input = (userId: string, change: Partial<GrantInput> = {}): GrantInput => ({
  userId,
  source: 'ad',
  amountMicro: 5_000_000n,
  expiresAt: null,
  externalSource: 'ad-session',
  externalId: randomUUID(),
  ref: { type: 'ad', id: 'session' },
  ...change,
});
const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });

describe('a grant', () => {
  it('pays into a lot of its source', async () => {
    const userId = await world.newUser();
    const result = await grant({ ctx: world.ctx(), input: input(userId) });
    expect(result).toMatchObject({ outcome: 'granted', availableMicro: 5_000_000n });
    expect(await credits(userId)).toEqual({
      available: 5,
      held: 0,
      debt: 0,
      lots: [{ source: 'ad', remaining: 5, expiresAt: null }],
    });
  });

  it('answers what can be spent: credits that expired unswept do not count', async () => {
    const userId = await world.newUser();
    await world.give(userId, 7, { expiresAt: new Date(world.clock.now().getTime() + DAY_MS) });
    world.clock.advance(3 * DAY_MS);
    const result = await grant({ ctx: world.ctx(), input: input(userId) });
    expect(result.availableMicro).toBe(5_000_000n);
  });

  it('pays once per external id and says that it is a repeat', async () => {
    const userId = await world.newUser();
    const same = input(userId);
    const first = await grant({ ctx: world.ctx(), input: same });
    const second = await grant({ ctx: world.ctx(), input: same });
    expect(second).toEqual({ outcome: 'repeated', transactionId: first.transactionId, availableMicro: 5_000_000n });
  });

  it('pays once per external id whoever repeats it', async () => {
    const [one, other] = [await world.newUser(), await world.newUser()];
    const first = input(one);
    await grant({ ctx: world.ctx(), input: first });
    const result = await grant({ ctx: world.ctx(), input: { ...first, userId: other } });
    expect(result).toMatchObject({ outcome: 'paid_otherwise', availableMicro: 0n });
    expect((await credits(other)).available).toBe(0);
  });

  it('takes the same id from two sources as two events', async () => {
    const userId = await world.newUser();
    await grant({ ctx: world.ctx(), input: input(userId, { externalId: `x-${userId}` }) });
    await grant({ ctx: world.ctx(), input: input(userId, { externalId: `x-${userId}`, externalSource: 'payment' }) });
    expect((await credits(userId)).available).toBe(10);
  });

  it('moves the expiry to the end of its UTC day, so that one day shares a lot', async () => {
    const userId = await world.newUser();
    const day = new Date('2026-04-01T00:00:00.000Z');
    await grant({ ctx: world.ctx(), input: input(userId, { expiresAt: day }) });
    await grant({ ctx: world.ctx(), input: input(userId, { expiresAt: new Date(day.getTime() + DAY_MS - 1) }) });
    await grant({ ctx: world.ctx(), input: input(userId, { expiresAt: new Date(day.getTime() + DAY_MS) }) });
    expect((await credits(userId)).lots).toEqual([
      { source: 'ad', remaining: 10, expiresAt: '2026-04-01T23:59:59.999Z' },
      { source: 'ad', remaining: 5, expiresAt: '2026-04-02T23:59:59.999Z' },
    ]);
  });

  it.each([0n, -1n])('refuses an amount of %s and names the field', async (amountMicro) => {
    const userId = await world.newUser();
    await expect(grant({ ctx: world.ctx(), input: input(userId, { amountMicro }) })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'amount' }],
    });
  });

  it('refuses an expiry that has passed', async () => {
    const userId = await world.newUser();
    const expiresAt = new Date(world.clock.now().getTime() - DAY_MS);
    await expect(grant({ ctx: world.ctx(), input: input(userId, { expiresAt }) })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('leaves no trace for an unknown user', async () => {
    const unknown = input(randomUUID());
    await expect(grant({ ctx: world.ctx(), input: unknown })).rejects.toMatchObject({ code: 'not_found' });
    const userId = await world.newUser();
    expect((await grant({ ctx: world.ctx(), input: { ...unknown, userId } })).outcome).toBe('granted');
  });

  it('is undone with the transaction it is part of', async () => {
    const userId = await world.newUser();
    const same = input(userId);
    const failing = world.db.transaction(async (db) => {
      await grant({ ctx: { ...world.ctx(), db }, input: same });
      throw new Error('the claim failed');
    });
    await expect(failing).rejects.toThrow('the claim failed');
    expect((await credits(userId)).available).toBe(0);
    expect((await grant({ ctx: world.ctx(), input: same })).outcome).toBe('granted');
  });
});

describe('debt', () => {
  const claw = (userId: string, amount: number) =>
    clawback({
      ctx: world.ctx(),
      input: {
        userId,
        source: 'purchase',
        amountMicro: BigInt(amount),
        externalSource: 'claw',
        externalId: randomUUID(),
        ref: { type: 'payment', id: 'p' },
        reason: 'chargeback',
      },
    });

  it('takes what there is and owes the rest', async () => {
    const userId = await world.newUser();
    await world.give(userId, 3);
    await claw(userId, 10_000_000);
    expect(await credits(userId)).toEqual({ available: 0, held: 0, debt: 7, lots: [] });
  });

  it('is paid first by what is earned later; a user in debt can still earn', async () => {
    const userId = await world.newUser();
    await claw(userId, 7_000_000);
    await world.give(userId, 5);
    expect(await credits(userId)).toMatchObject({ available: 0, debt: 2, lots: [] });
    await world.give(userId, 5);
    expect(await credits(userId)).toMatchObject({ available: 3, debt: 0 });
  });

  it('cannot be spent from', async () => {
    const userId = await world.newUser();
    await claw(userId, 1_000_000);
    const result = await reserve({
      ctx: world.ctx(),
      input: {
        userId,
        holdId: randomUUID(),
        amountMicro: 1n,
        ref: { type: 'run', id: randomUUID() },
        deadlineAt: world.clock.now(),
      },
    });
    expect(result).toMatchObject({ outcome: 'insufficient', debtMicro: 1_000_000n });
  });
});

describe('who may mint', () => {
  const key: Actor = { type: 'apiKey', userId: '', keyId: 'k', scopes: ['*'], plan: 'free' };
  const attempt = async (actor: (userId: string) => Actor, change: Partial<GrantInput> = {}) => {
    const userId = await world.newUser();
    return grant({ ctx: world.ctx(actor(userId)), input: input(userId, change) }).then(
      (result) => result.outcome,
      (error: { code: string }) => error.code,
    );
  };

  it.each<[string, Promise<string> | (() => Promise<string>), string]>([
    ['a guest', () => attempt(() => ({ type: 'guest' })), 'unauthenticated'],
    ['an API key', () => attempt((userId) => ({ ...key, userId })), 'forbidden'],
    ['a person for somebody else', () => attempt(() => world.person(randomUUID())), 'forbidden'],
    [
      'a person from the admin account',
      () => attempt((userId) => world.person(userId), { source: 'admin' }),
      'forbidden',
    ],
    ['a person from purchases', () => attempt((userId) => world.person(userId), { source: 'purchase' }), 'forbidden'],
    [
      'an ad network from purchases',
      () => attempt(() => ({ type: 'adNetwork', network: 'n' }), { source: 'purchase' }),
      'forbidden',
    ],
    ['a person for what they earned', () => attempt((userId) => world.person(userId)), 'granted'],
    ['an ad network for an ad', () => attempt(() => ({ type: 'adNetwork', network: 'n' })), 'granted'],
    ['an operator', () => attempt(() => world.operator(randomUUID()), { source: 'admin' }), 'granted'],
  ])('%s: %#', async (_who, work, expected) => {
    expect(await (typeof work === 'function' ? work() : work)).toBe(expected);
  });
});
