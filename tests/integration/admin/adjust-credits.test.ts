import { randomUUID } from 'node:crypto';
import { adjustCredits, findUser, readSettings, type AdjustCreditsInput } from '@/lib/admin';
import { getCredits, listStatement } from '@/lib/credits';
import { ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let operatorId: string;
let userId: string;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
  operatorId = await world.newUser();
});
beforeEach(async () => {
  userId = await world.newUser();
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const call = (change: Partial<AdjustCreditsInput> = {}, ctx = world.ctx(world.operator(operatorId))) =>
  adjustCredits({ ctx, input: { userId, amount: 10, reason: 'goodwill', idempotencyKey: randomUUID(), ...change } });
const available = async () => (await getCredits({ ctx: world.ctx(), input: { userId } })).available;
const auditRows = () => world.db.prisma.auditEntry.findMany({ where: { subjectId: userId } });
const byField = (path: string, code = 'invalid_input') => ({ code, fields: [expect.objectContaining({ path })] });

it('gives credits and answers with what the user has now', async () => {
  expect(await call()).toEqual({
    user: { id: userId, email: `${userId}@example.test` },
    available: 10,
    amount: 10,
    repeated: false,
  });
  const { items } = await listStatement({ ctx: world.ctx(), input: { userId } });
  expect(items).toMatchObject([{ kind: 'adjust', amount: 10, source: 'admin', reason: 'goodwill' }]);
});

it('takes credits', async () => {
  await call();
  expect(await call({ amount: -2.5 })).toMatchObject({ available: 7.5, amount: -2.5 });
});

it('finds a user by mail address, however it is written', async () => {
  expect((await call({ userId: undefined, email: ` ${userId.toUpperCase()}@Example.test ` })).user.id).toBe(userId);
});

it('leaves an audit row that names operator, amount and reason', async () => {
  await call();
  expect(await auditRows()).toMatchObject([
    {
      action: 'credits.adjust',
      actorType: 'user',
      actorId: operatorId,
      subjectType: 'user',
      data: { amount: 10, reason: 'goodwill' },
    },
  ]);
});

it('repeats under the same key: one effect, one audit row, the same answer, marked', async () => {
  const idempotencyKey = randomUUID();
  const first = await call({ idempotencyKey });
  await call();
  expect(await call({ idempotencyKey })).toEqual({ ...first, repeated: true });
  expect(await available()).toBe(20);
  expect(await auditRows()).toHaveLength(2);
});

it('100 copies under one key at once have one effect', async () => {
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(Array.from({ length: 100 }, () => call({ idempotencyKey })));
  expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
  expect(await available()).toBe(10);
});

it('refuses the same key with another body', async () => {
  const idempotencyKey = randomUUID();
  await call({ idempotencyKey });
  await expect(call({ idempotencyKey, amount: 11 })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  expect(await available()).toBe(10);
});

it('refuses a debit beyond the balance; no debt, no audit row, and the key is free again', async () => {
  await call({ amount: 3 });
  const idempotencyKey = randomUUID();
  await expect(call({ amount: -3.000001, idempotencyKey })).rejects.toMatchObject({
    code: 'conflict',
    extra: { available: 3 },
  });
  expect(await getCredits({ ctx: world.ctx(), input: { userId } })).toMatchObject({ available: 3, debt: 0 });
  expect(await auditRows()).toHaveLength(1);
  expect((await call({ amount: -1, idempotencyKey })).available).toBe(2);
});

it.each([null, ''])('names the header when there is no Idempotency-Key (%p)', async (idempotencyKey) => {
  await expect(call({ idempotencyKey })).rejects.toMatchObject(byField('Idempotency-Key'));
});

it.each([0, 0.0000001, 1.1234567, 1e10, -1e10, Number.NaN, Infinity])(
  'refuses the amount %p and names the field',
  async (amount) => {
    await expect(call({ amount })).rejects.toMatchObject(byField('amount'));
    expect(await available()).toBe(0);
  },
);

it.each(['', '   ', 'x'.repeat(501), 'a\u0000b'])('refuses the reason %p and names the field', async (reason) => {
  await expect(call({ reason })).rejects.toMatchObject(byField('reason'));
});

it('refuses users nobody knows and names the field', async () => {
  await expect(call({ userId: randomUUID() })).rejects.toMatchObject(byField('userId', 'not_found'));
  await expect(call({ userId: 'me' })).rejects.toMatchObject(byField('userId', 'not_found'));
  await expect(call({ userId: undefined, email: 'nobody@example.test' })).rejects.toMatchObject(
    byField('email', 'not_found'),
  );
  await expect(call({ userId: undefined })).rejects.toMatchObject(byField('userId'));
  await expect(call({ email: 'both@example.test' })).rejects.toMatchObject(byField('email'));
});

it('takes no wildcard in a mail address', async () => {
  await expect(call({ userId: undefined, email: '%@example.test' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(call({ userId: undefined, email: '_'.repeat(36) + '@example.test' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('is for operators in a browser session only', async () => {
  await expect(call({}, world.ctx(world.person(userId)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(call({}, world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(
    call({}, world.ctx({ type: 'apiKey', userId: operatorId, keyId: 'k', scopes: ['*'], plan: 'free' })),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(call({}, world.ctx({ type: 'adNetwork', network: 'n' }))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await available()).toBe(0);
});

describe('finding a user', () => {
  it('shows an operator who it is and what they have', async () => {
    await call();
    const found = await findUser({
      ctx: world.ctx(world.operator(operatorId)),
      input: { email: `${userId}@example.test` },
    });
    expect(found).toMatchObject({
      user: { id: userId, role: 'user', plan: 'free', suspendedAt: null },
      credits: { available: 10 },
    });
  });

  it('finds nobody under what no mail address can hold', async () => {
    const ctx = world.ctx(world.operator(operatorId));
    await expect(findUser({ ctx, input: { email: 'a@b\0c' } })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not for users', async () => {
    await expect(findUser({ ctx: world.ctx(world.person(userId)), input: { userId } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('reading settings', () => {
  it('is for operators', async () => {
    const read = (ctx = world.ctx(world.operator(operatorId))) => readSettings({ ctx, input: {} });
    expect((await read()).ads.text).toEqual({ watchSeconds: 60, reward: 5 });
    await expect(read(world.ctx(world.person(userId)))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(read(world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
