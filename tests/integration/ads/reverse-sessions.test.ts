import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listCallbacks, reverseAdSessions, type ReverseSessionsInput } from '@/lib/ads';
import { withCtx, type Ctx } from '@/lib/context';
import { getCredits, listStatement, reserve } from '@/lib/credits';
import { listNotices } from '@/lib/notices';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { makeUser } from '../../support/make-user';
import { openTestDb } from '../../support/test-db';

let world: AdWorld;
let operator: Ctx;
let user: Watcher;

beforeAll(async () => {
  world = adWorld(await openTestDb());
  world.settings.change({ ads: { cooldownSeconds: 0 } });
  operator = (await makeUser(world.ctx, { role: 'admin' })).ctx;
});
beforeEach(async () => {
  user = await world.watcher();
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(86_400_000);
});

const REASON = 'A script watched these ads.';
const reverse = (
  sessionIds: string[],
  change: Partial<ReverseSessionsInput> = {},
  ctx = operator,
  idempotencyKey?: string,
) => reverseAdSessions({ ctx, input: { userId: user.userId, sessionIds, reason: REASON, ...change }, idempotencyKey });

async function earned(who: Watcher = user): Promise<string> {
  const session = await who.start();
  await who.watch(session, 6);
  await who.claim(session);
  return session.id;
}
const wallet = () => getCredits({ ctx: user.ctx, input: {} });
const rowOf = async (id: string) => {
  const sql = 'SELECT state, paid_micro::text AS paid, taken_micro::text AS taken FROM ad_sessions WHERE id = $1::uuid';
  return (await world.db.sql<Record<string, string>>(sql, [id]))[0];
};

describe('reversing what ads have paid', () => {
  it('takes it back once, marks the session, and tells the user in the operator’s words', async () => {
    const id = await earned();
    expect(await reverse([id])).toEqual({
      ...{ reversed: [{ sessionId: id, amount: 5 }], skipped: [], amount: 5, debt: 0, repeated: false },
    });
    expect(await rowOf(id)).toEqual({ state: 'reversed', paid: '5000000', taken: '5000000' });
    expect(await reverse([id])).toMatchObject({ amount: 5, repeated: true });
    expect(await reverse([id], { reason: 'Once more.' })).toMatchObject({ reversed: [], skipped: [id], amount: 0 });
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    const { items: told } = await listNotices({ ctx: user.ctx, input: {} });
    expect(told).toMatchObject([
      { kind: 'ad_reversed', data: { id, source: 'ad', amount: 5, debt: 0, reason: REASON } },
    ]);
    const { items } = await listStatement({ ctx: user.ctx, input: {} });
    expect(items).toMatchObject([
      { kind: 'clawback', amount: -5, ref: { type: 'ad', id }, reason: REASON },
      { kind: 'grant', amount: 5 },
    ]);
    await expect(user.claim({ id, token: operator.sign(`ad-session:${id}`) })).resolves.toMatchObject({
      repeated: true,
    });
    expect((await wallet()).available).toBe(0);
  });

  it('takes a whole list at once, into debt where the credits are spent; later ads pay it first', async () => {
    const ids = [await earned(), await earned(), await earned()];
    const ctx = withCtx(user.ctx, { actor: { type: 'system', job: 'test' } });
    const deadlineAt = new Date(world.clock.now().getTime() + 60_000);
    const ref = { type: 'user' as const, id: user.userId };
    const hold = { holdId: ctx.ids.uuid(), userId: user.userId, amountMicro: 8_000_000n, ref, deadlineAt };
    expect(await reserve({ ctx, input: hold })).toMatchObject({ outcome: 'held' });
    expect(await reverse([...ids, ids[0]!.toUpperCase()])).toMatchObject({ amount: 15, debt: 8, skipped: [] });
    expect(await wallet()).toMatchObject({ available: 0, held: 8, debt: 8 });
    await earned();
    expect(await wallet()).toMatchObject({ available: 0, debt: 3 });
    const { items } = await listNotices({ ctx: user.ctx, input: {} });
    expect(items).toHaveLength(3);
    const rows = await world.db.prisma.auditEntry.findMany({
      where: { action: 'ads.reverse', subjectId: user.userId },
    });
    expect(rows).toMatchObject([{ data: { amount: 15, reason: REASON } }]);
  });

  it('takes nothing for sessions that were never paid', async () => {
    const session = await user.start();
    expect(await reverse([session.id])).toMatchObject({ reversed: [], skipped: [session.id], amount: 0 });
    expect(await rowOf(session.id)).toMatchObject({ state: 'active', taken: '0' });
    await user.watch(session, 6);
    await user.claim(session);
    expect(await wallet()).toMatchObject({ available: 5, debt: 0 });
  });

  it('is all or nothing: a session of somebody else in the list takes nothing from anybody', async () => {
    const other = await world.watcher();
    const [mine, theirs] = [await earned(), await earned(other)];
    await expect(reverse([mine, theirs])).rejects.toMatchObject({ code: 'not_found' });
    await expect(reverse([mine, randomUUID()])).rejects.toMatchObject({ code: 'not_found' });
    expect((await wallet()).available).toBe(5);
    expect(await rowOf(mine)).toMatchObject({ state: 'claimed' });
    expect((await listNotices({ ctx: user.ctx, input: {} })).items).toEqual([]);
  });

  it('happens once, of 20 calls at once under keys of their own', async () => {
    const ids = [await earned(), await earned()];
    const calls = Array.from({ length: 20 }, (_, index) =>
      reverse(index % 2 ? ids : [...ids].reverse(), {}, operator, `key-${index}-${user.userId}`),
    );
    const answers = await Promise.all(calls);
    expect(answers.reduce((sum, { amount }) => sum + amount, 0)).toBe(10);
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
  });

  it('refuses another list under the same key, no words, guests, users, networks; the hub’s own jobs may', async () => {
    const [first, second] = [await earned(), await earned()];
    const key = `key-${user.userId}`;
    await reverse([first], {}, operator, key);
    await expect(reverse([second], {}, operator, key)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await expect(reverse([second], { reason: ' ' })).rejects.toMatchObject({ code: 'invalid_input' });
    const as = (actor: Ctx['actor']) => reverse([second], {}, withCtx(operator, { actor }));
    await expect(as({ type: 'guest' })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(as({ type: 'adNetwork', network: 'house' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(as(user.ctx.actor)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await wallet()).available).toBe(5);
    expect(await as({ type: 'system', job: 'risk' })).toMatchObject({ amount: 5 });
  });

  it('joins a transaction of its caller, and is undone with it', async () => {
    const id = await earned();
    const failing = operator.db.transaction(async (db) => {
      await reverse([id], {}, withCtx(operator, { db }));
      throw new Error('the case could not be closed');
    });
    await expect(failing).rejects.toThrow('could not be closed');
    expect([await rowOf(id), (await wallet()).available]).toEqual([expect.objectContaining({ state: 'claimed' }), 5]);
  });
});

it('the list of what networks told is the operator’s, newest first, page by page', async () => {
  const insert = `INSERT INTO ad_callbacks (id, network, event, external_id, user_id, outcome, amount_micro, received_at)
    VALUES ($1::uuid, $2::text, 'credit', $3::text, $4::uuid, 'paid', 1500000, $5::timestamptz) RETURNING id`;
  const now = world.clock.now();
  for (let index = 0; index < 5; index += 1) {
    const network = index < 4 ? 'offerwall' : 'other';
    await world.db.sql(insert, [randomUUID(), network, `list-${index}`, user.userId, new Date(now.getTime() + index)]);
  }
  const list = (input: object) => listCallbacks({ ctx: operator, input: { limit: 2, network: 'offerwall', ...input } });
  const first = await list({});
  const second = await list({ cursor: first.nextCursor ?? '' });
  const ids = [...first.items, ...second.items].map(({ externalId }) => externalId);
  expect(ids).toEqual(['list-3', 'list-2', 'list-1', 'list-0']);
  expect(first.items[0]).toMatchObject({ amount: 1.5, outcome: 'paid', userId: user.userId });
  expect(second.nextCursor).toBeNull();
  expect((await list({ network: undefined, userId: user.userId, limit: 9 })).items).toHaveLength(5);
  await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(listCallbacks({ ctx: user.ctx, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
});
