import { randomUUID } from 'node:crypto';
import { withCtx } from '@/lib/context';
import { countUnread, eraseNotices, listNotices, notify, pruneNotices, readNotices } from '@/lib/notices';
import { ledgerWorld, DAY_MS, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;

beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterAll(() => world.db.close());

const done = (runId: string = randomUUID()) => ({
  kind: 'run_done' as const,
  data: { runId, toolId: 'video-generation', kind: 'video' as const },
});
const paused = (batchId: string) => ({
  kind: 'batch_paused' as const,
  data: { batchId, toolId: 'summarize', rows: 10, done: 4 },
});
const as = (userId: string) => world.ctx(world.person(userId));

describe('telling', () => {
  it('says a thing once, however often it is told', async () => {
    const userId = await world.newUser();
    const notice = done();
    const told = await Promise.all([1, 2, 3].map(() => notify({ ctx: world.ctx(), input: { userId, ...notice } })));
    expect(told.filter((answer) => answer.told)).toHaveLength(1);
    const { items, unread } = await listNotices({ ctx: as(userId), input: {} });
    expect(items).toMatchObject([{ kind: 'run_done', data: notice.data, readAt: null }]);
    expect(unread).toBe(1);
  });

  it('lets a batch pause again', async () => {
    const userId = await world.newUser();
    const batchId = randomUUID();
    await notify({ ctx: world.ctx(), input: { userId, ...paused(batchId) } });
    await notify({ ctx: world.ctx(), input: { userId, ...paused(batchId) } });
    expect(await countUnread({ ctx: as(userId) })).toBe(2);
  });

  it('is undone with the transaction that told it', async () => {
    const userId = await world.newUser();
    const ctx = world.ctx();
    const failing = ctx.db.transaction(async (db) => {
      await notify({ ctx: withCtx(ctx, { db }), input: { userId, ...done() } });
      throw new Error('what it tells did not happen');
    });
    await expect(failing).rejects.toThrow('did not happen');
    expect(await countUnread({ ctx: as(userId) })).toBe(0);
  });

  it('tells nobody behind the end of their account', async () => {
    const userId = await world.newUser();
    await world.db.sql('UPDATE users SET deleted_at = now() WHERE id = $1::uuid RETURNING id', [userId]);
    expect(await notify({ ctx: world.ctx(), input: { userId, ...done() } })).toEqual({ told: false });
  });

  it('lets an ad network tell of its own reversals, and of nothing else', async () => {
    const userId = await world.newUser();
    const ctx = withCtx(world.ctx(), { actor: { type: 'adNetwork', network: 'offerwall' } });
    const data = { id: randomUUID(), source: 'offer' as const, network: 'offerwall', amount: 3, debt: 0 };
    const tell = (network: string) =>
      notify({ ctx, input: { userId, kind: 'ad_reversed', data: { ...data, network } } });
    await expect(tell('admob')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(notify({ ctx, input: { userId, ...done() } })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await tell('offerwall')).toEqual({ told: true });
    expect(await tell('offerwall')).toEqual({ told: false });
    const { items } = await listNotices({ ctx: as(userId), input: {} });
    expect(items).toMatchObject([{ kind: 'ad_reversed', data }]);
  });

  it('refuses data of another shape, and kinds that nobody knows', async () => {
    const userId = await world.newUser();
    const wrong = { ...done(), data: { runId: 'x', toolId: 'y', kind: 'video' as const } };
    await expect(notify({ ctx: world.ctx(), input: { userId, ...wrong } })).rejects.toThrow();
    const insert = world.db.sql(
      `INSERT INTO notices (id, user_id, kind, about, data, created_at)
       VALUES ($1::uuid, $2::uuid, 'gossip', $1::uuid, '{}', now()) RETURNING id`,
      [randomUUID(), userId],
    );
    await expect(insert).rejects.toThrow('notices_kind_check');
  });

  it.each([
    ['somebody else', async () => world.person(await world.newUser())],
    ['a guest', async () => ({ type: 'guest' }) as const],
    ['an ad network', async () => ({ type: 'adNetwork', network: 'x' }) as const],
  ])('refuses %s', async (_who, actor) => {
    const userId = await world.newUser();
    const ctx = world.ctx(await actor());
    await expect(notify({ ctx, input: { userId, ...done() } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('reading', () => {
  it('shows the newest first, page by page, and only one’s own', async () => {
    const [userId, other] = [await world.newUser(), await world.newUser()];
    await notify({ ctx: world.ctx(), input: { userId: other, ...done() } });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const notice = done();
      world.clock.advance(n % 2 ? 0 : 1_000);
      await notify({ ctx: world.ctx(), input: { userId, ...notice } });
      ids.push(notice.data.runId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotices({ ctx: as(userId), input: { cursor, limit: 2 } });
      expect(page.unread).toBe(5);
      seen.push(...page.items.map(({ data }) => ('runId' in data ? data.runId : '')));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen[0]).toBe(ids[4]);
  });

  it('refuses a cursor it has not given out, and guests', async () => {
    const ctx = as(await world.newUser());
    await expect(listNotices({ ctx, input: { cursor: 'bm9wZQ' } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(listNotices({ ctx: world.ctx({ type: 'guest' }), input: {} })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('marks those named, never another’s, and all without a list', async () => {
    const [userId, other] = [await world.newUser(), await world.newUser()];
    for (let n = 0; n < 3; n++) await notify({ ctx: world.ctx(), input: { userId, ...done() } });
    await notify({ ctx: world.ctx(), input: { userId: other, ...done() } });
    const { items } = await listNotices({ ctx: as(other), input: {} });
    const foreign = items.map(({ id }) => id);
    expect(await readNotices({ ctx: as(userId), input: { ids: foreign } })).toEqual({ unread: 3 });
    const own = await listNotices({ ctx: as(userId), input: { limit: 1 } });
    expect(await readNotices({ ctx: as(userId), input: { ids: [own.items[0]!.id] } })).toEqual({ unread: 2 });
    expect(await readNotices({ ctx: as(userId), input: {} })).toEqual({ unread: 0 });
    expect(await countUnread({ ctx: as(other) })).toBe(1);
  });

  it('counts no further than a hundred', async () => {
    const userId = await world.newUser();
    await world.db.sql(
      `INSERT INTO notices (id, user_id, kind, about, data, created_at)
       SELECT gen_random_uuid(), $1::uuid, 'run_done', gen_random_uuid(), '{}', now() FROM generate_series(1, 130) RETURNING id`,
      [userId],
    );
    expect(await countUnread({ ctx: as(userId) })).toBe(100);
  });
});

describe('letting go', () => {
  it('prunes what was seen after two months and the rest after six', async () => {
    const userId = await world.newUser();
    await notify({ ctx: world.ctx(), input: { userId, ...done() } });
    await readNotices({ ctx: as(userId), input: {} });
    await notify({ ctx: world.ctx(), input: { userId, ...done() } });
    world.clock.advance(61 * DAY_MS);
    await pruneNotices({ ctx: world.ctx() });
    expect((await listNotices({ ctx: as(userId), input: {} })).items).toHaveLength(1);
    world.clock.advance(120 * DAY_MS);
    await pruneNotices({ ctx: world.ctx() });
    expect((await listNotices({ ctx: as(userId), input: {} })).items).toHaveLength(0);
    await expect(pruneNotices({ ctx: as(userId) })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('erases all of one person and nobody else’s', async () => {
    const [userId, other] = [await world.newUser(), await world.newUser()];
    for (const id of [userId, other]) await notify({ ctx: world.ctx(), input: { userId: id, ...done() } });
    await eraseNotices({ ctx: as(userId) });
    expect(await countUnread({ ctx: as(userId) })).toBe(0);
    expect(await countUnread({ ctx: as(other) })).toBe(1);
  });
});
