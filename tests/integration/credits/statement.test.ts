import { randomUUID } from 'node:crypto';
import { adjust, expireLots, listStatement, release, reserve, settle, type StatementEntry } from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterAll(async () => {
  expect((await world.verify()).ok).toBe(true);
});

async function all(userId: string, limit: number): Promise<StatementEntry[]> {
  const entries: StatementEntry[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 100; pages++) {
    const page = await listStatement({ ctx: world.ctx(), input: { userId, cursor, limit } });
    entries.push(...page.items);
    if (!page.nextCursor) return entries;
    cursor = page.nextCursor;
  }
  throw new Error('the list never ends');
}

async function busyUser(): Promise<{ userId: string; runId: string }> {
  const userId = await world.newUser();
  const input = (refId: string) => ({
    userId,
    holdId: randomUUID(),
    amountMicro: 3_000_000n,
    ref: { type: 'offer' as const, id: refId },
    deadlineAt: world.clock.now(),
  });
  await world.give(userId, 5, { source: 'bonus' });
  await world.give(userId, 5, { source: 'ad', expiresAt: new Date(world.clock.now().getTime() + DAY_MS) });
  const [failed, cut] = [input(randomUUID()), input(randomUUID())];
  await reserve({ ctx: world.ctx(), input: failed });
  await release({ ctx: world.ctx(), input: { holdId: failed.holdId, reason: 'provider_failed' } });
  await reserve({ ctx: world.ctx(), input: cut });
  await settle({ ctx: world.ctx(), input: { holdId: cut.holdId, captureMicro: 1_000_000n, reason: 'cancelled' } });
  await adjust({
    ctx: world.ctx(),
    input: { userId, amountMicro: -500_000n, reason: 'mistake', externalId: randomUUID() },
  });
  world.clock.advance(2 * DAY_MS);
  await expireLots({ ctx: world.ctx(), input: {} });
  return { userId, runId: cut.ref.id };
}

it('lists every movement of the available balance, newest first, with what it was about', async () => {
  const { userId, runId } = await busyUser();
  const entries = await all(userId, 50);
  expect(
    entries.map(({ kind, amount, balanceAfter, source, reason }) => [kind, amount, balanceAfter, source, reason]),
  ).toEqual([
    ['expire', -3.5, 5, null, 'expired'],
    ['adjust', -0.5, 8.5, null, 'mistake'],
    ['settle', 2, 9, null, 'cancelled'],
    ['hold', -3, 7, null, null],
    ['release', 3, 10, null, 'provider_failed'],
    ['hold', -3, 7, null, null],
    ['grant', 5, 10, 'ad', null],
    ['grant', 5, 5, 'bonus', null],
  ]);
  expect(entries[2]?.ref).toEqual({ type: 'offer', id: runId });
  expect(entries[2]?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('pages without gap or repeat, whatever the page size', async () => {
  const { userId } = await busyUser();
  const whole = await all(userId, 100);
  for (const limit of [1, 2, 3, 7, 8]) expect(await all(userId, limit)).toEqual(whole);
});

it('chains: each balance is the one before it plus the amount', async () => {
  const { userId } = await busyUser();
  let balance = 0;
  for (const entry of (await all(userId, 3)).reverse()) {
    balance += entry.amount;
    expect(entry.balanceAfter).toBeCloseTo(balance, 6);
  }
});

it('does not shift a page when entries arrive meanwhile', async () => {
  const { userId } = await busyUser();
  const whole = await all(userId, 100);
  const first = await listStatement({ ctx: world.ctx(), input: { userId, limit: 3 } });
  await world.give(userId, 1);
  const second = await listStatement({ ctx: world.ctx(), input: { userId, limit: 3, cursor: first.nextCursor ?? '' } });
  expect([...first.items, ...second.items]).toEqual(whole.slice(0, 6));
});

it('is empty for a new user and bounded for a greedy one', async () => {
  const userId = await world.newUser();
  expect(await listStatement({ ctx: world.ctx(), input: { userId } })).toEqual({
    items: [],
    nextCursor: null,
    since: null,
  });
  for (let n = 0; n < 102; n++) await world.give(userId, 1);
  expect((await listStatement({ ctx: world.ctx(), input: { userId, limit: 5_000 } })).items).toHaveLength(100);
  expect((await listStatement({ ctx: world.ctx(), input: { userId, limit: -1 } })).items).toHaveLength(1);
});

it.each(['', 'x', '1', '1-', "1-1'--", '99999999999999999999-1'])('refuses the cursor %p', async (cursor) => {
  const userId = await world.newUser();
  await expect(listStatement({ ctx: world.ctx(), input: { userId, cursor } })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: [{ path: 'cursor' }],
  });
});

it('shows a person their own statement and nobody else but operators', async () => {
  const [own, other] = [await world.newUser(), await world.newUser()];
  await world.give(own, 1);
  expect((await listStatement({ ctx: world.ctx(world.person(own)), input: {} })).items).toHaveLength(1);
  expect((await listStatement({ ctx: world.ctx(world.operator(other)), input: { userId: own } })).items).toHaveLength(
    1,
  );
  await expect(listStatement({ ctx: world.ctx(world.person(other)), input: { userId: own } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(listStatement({ ctx: world.ctx({ type: 'guest' }), input: {} })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});
