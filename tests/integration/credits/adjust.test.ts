import { randomUUID } from 'node:crypto';
import { adjust, clawback, getCredits, reserve, type AdjustInput } from '@/lib/credits';
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
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const change = (amountMicro: bigint, input: Partial<AdjustInput> = {}, ctx = world.ctx()) =>
  adjust({ ctx, input: { userId, amountMicro, reason: 'test', externalId: randomUUID(), ...input } });
const credits = () => getCredits({ ctx: world.ctx(), input: { userId } });
const audited = () => world.db.prisma.auditEntry.count({ where: { subjectId: userId } });
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS);

it('takes in burn order', async () => {
  await world.give(userId, 2, { source: 'purchase' });
  await world.give(userId, 2, { source: 'ad', expiresAt: inDays(5) });
  await world.give(userId, 2, { source: 'bonus' });
  await change(-3_000_000n);
  expect((await credits()).lots.map((lot) => [lot.source, lot.remaining])).toEqual([
    ['bonus', 1],
    ['purchase', 2],
  ]);
});

it('cannot take what has expired, swept or not', async () => {
  await world.give(userId, 5, { expiresAt: inDays(1) });
  await world.give(userId, 1);
  world.clock.advance(3 * DAY_MS);
  await expect(change(-2_000_000n)).rejects.toMatchObject({ code: 'conflict', extra: { available: 1 } });
  expect(await change(-1_000_000n)).toMatchObject({ outcome: 'adjusted', availableMicro: 0n });
});

it('cannot take what is held', async () => {
  await world.give(userId, 5);
  const ref = { type: 'offer' as const, id: randomUUID() };
  await reserve({
    ctx: world.ctx(),
    input: { userId, holdId: randomUUID(), amountMicro: 4_000_000n, ref, deadlineAt: inDays(1) },
  });
  await expect(change(-2_000_000n)).rejects.toMatchObject({ code: 'conflict' });
  expect(await credits()).toMatchObject({ available: 1, held: 4, debt: 0 });
});

it('pays debt first with what it gives', async () => {
  const claim = { externalSource: 'dispute', externalId: randomUUID(), ref: { type: 'payment' as const, id: 'x' } };
  await clawback({ ctx: world.ctx(), input: { userId, source: 'purchase', amountMicro: 3_000_000n, ...claim } });
  await change(5_000_000n);
  expect(await credits()).toMatchObject({ available: 2, debt: 0 });
});

it('gives credits that expire when it is told so', async () => {
  await change(5_000_000n, { expiresAt: inDays(2) });
  expect((await credits()).lots[0]?.expiresAt).toMatch(/T23:59:59\.999Z$/);
});

it('moves once per external id, with one audit row', async () => {
  const externalId = randomUUID();
  await change(5_000_000n, { externalId });
  expect(await change(5_000_000n, { externalId })).toEqual({ outcome: 'repeated', availableMicro: 5_000_000n });
  const other = { code: 'idempotency_mismatch' };
  await expect(change(-5_000_000n, { externalId })).rejects.toMatchObject(other);
  await expect(change(4_000_000n, { externalId })).rejects.toMatchObject(other);
  expect(await audited()).toBe(1);
});

it('does nothing without its audit row', async () => {
  const ids = { ...world.ctx().ids, uuid: () => 'not an id' };
  await expect(change(5_000_000n, {}, { ...world.ctx(), ids })).rejects.toThrow();
  expect((await credits()).available).toBe(0);
  expect(await audited()).toBe(0);
});

it('refuses 0, unknown users, and everybody but operators and jobs', async () => {
  await expect(change(0n)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'amount' }] });
  await expect(change(1n, { userId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(change(1n, {}, world.ctx(world.person(userId)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(1n, {}, world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await change(1n, {}, world.ctx(world.operator(randomUUID())))).outcome).toBe('adjusted');
});
