import { randomUUID } from 'node:crypto';
import { deleteRun, eraseRuns, getRun, listRuns, readRun, type RunView } from '@/lib/runs';
import { cancelRun, endOrphanRuns, stopAll, sweepRuns } from '@/lib/tools';
import { refundRun } from '@/lib/admin';
import type { Db, Sql } from '@/lib/db';
import { partsOf, REQUEST, runWorld, textOf, type RunWorld } from '@/tests/support/run-world';
import { answers, fails, paints, type Script } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

/** A model that says its first piece, then waits to be let on. */
function heldBack(pieces = ['First. ', 'Rest.']): { script: Script; go: () => void } {
  const gate = Promise.withResolvers<void>();
  return { script: answers(pieces, (index) => (index === 0 ? Promise.resolve() : gate.promise)), go: gate.resolve };
}

/** A model that fails once it is let on. */
function failsLater(code: Parameters<typeof fails>[0], before = ''): { script: Script; go: () => void } {
  const gate = Promise.withResolvers<void>();
  const failing = fails(code, before);
  return {
    script: async function* (input) {
      await gate.promise;
      yield* failing(input);
    },
    go: gate.resolve,
  };
}

let db: Db;
let world: RunWorld;

beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  world = await runWorld(db);
});
afterEach(async () => {
  expect((await world.verify()).checks.filter(({ ok }) => !ok)).toEqual([]);
  await world.close();
});

async function two(request: object = REQUEST, credits = 50) {
  const userId = await world.userWith(credits);
  const ctx = world.ctxOf(userId);
  const leader = await world.start(ctx, request);
  const follower = await world.start(ctx, request);
  return { userId, ctx, leader, follower };
}

/** A busy machine may take its time: one that begins after the other has ended would lead, not follow. */
async function bothBegun(userId: string): Promise<void> {
  for (let rows: object[] = []; rows.length < 2; await new Promise((resolve) => setTimeout(resolve, 5))) {
    rows = await db.sql(`SELECT id FROM runs WHERE user_id = $1::uuid AND status = 'running'`, [userId]);
  }
}

describe('an identical request under way', () => {
  it('shares the upstream call, holds nothing and pays the price of a repeat', async () => {
    world.configure({ prices: { ownRepeat: 2 } });
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, leader, follower } = await two();
    expect(follower.run).toMatchObject({ status: 'running', cached: true, joined: true, credits: { quoted: 2 } });
    expect(await world.available(userId)).toBe(50 - leader.run.credits.quoted);
    model.go();
    const [first, second] = await Promise.all([leader.live!.finished, follower.live!.finished]);
    expect(world.ai.calls).toHaveLength(1);
    expect(second.output).toEqual(first.output);
    expect(second).toMatchObject({
      status: 'succeeded',
      cached: true,
      joined: true,
      credits: { quoted: 2, charged: 2 },
    });
    expect(await world.available(userId)).toBe(50 - first.credits.charged - 2);
  });

  it('begins and ends in one round trip each', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(50));
    await world.start(ctx);
    const before = world.trips();
    const follower = await world.start(ctx);
    expect(world.trips() - before).toBe(1);
    model.go();
    await follower.live!.finished;
  });

  it('reads the growing text live, and again from the database', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const { ctx, follower } = await two();
    const reading = partsOf(await readRun({ ctx, input: { id: follower.run.id, lastId: 0 } }));
    model.go();
    const parts = await reading;
    expect(textOf(parts)).toBe('First. Rest.');
    expect((await getRun({ ctx, input: { id: follower.run.id } })).output.text).toBe('First. Rest.');
  });

  it('is told how it really ended, though the database was away for a moment', async () => {
    world.configure({ prices: { ownRepeat: 2 } });
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(50));
    await world.start(ctx);
    let outages = 1;
    const sql: Sql = (text, values, sending) =>
      text.startsWith('SELECT') && text.includes('FROM runs WHERE id') && outages-- > 0
        ? Promise.reject(new Error('the database is away'))
        : ctx.db.sql(text, values, sending);
    const follower = await world.start({ ...ctx, db: { ...ctx.db, sql } });
    model.go();
    expect(await follower.live!.finished).toMatchObject({ status: 'succeeded', credits: { charged: 2 } });
    expect(outages).toBeLessThan(1);
  });

  it('is followed from another instance through the database', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const leader = await world.start(ctx);
    await db.sql(
      `INSERT INTO instances (id, started_at, last_seen_at) VALUES ($1::uuid, $2::timestamptz, $2::timestamptz) RETURNING id`,
      [ctx.instanceId, world.clock.now()],
    );
    const elsewhere = await runWorld(db);
    const there = elsewhere.ctxOf(userId, { instanceId: randomUUID(), clock: world.clock });
    const follower = await elsewhere.start(there);
    expect(follower).toMatchObject({ live: null, run: { joined: true, status: 'running' } });
    await db.sql(`UPDATE runs SET output = '{"text":"First. "}' WHERE id = $1::uuid RETURNING id`, [leader.run.id]);
    expect((await getRun({ ctx: there, input: { id: follower.run.id } })).output.text).toBe('First. ');
    const reading = partsOf(await readRun({ ctx: there, input: { id: follower.run.id, lastId: 0 } }));
    model.go();
    expect(textOf(await reading)).toBe('First. Rest.');
    expect(elsewhere.ai.calls).toHaveLength(0);
    await elsewhere.close();
  });

  it('does not wait for the run of a dead instance, nor for an overdue one', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const userId = await world.userWith(50);
    await world.start(world.ctxOf(userId, { instanceId: randomUUID() }));
    const own = await world.start(world.ctxOf(userId));
    expect(own.run.joined).toBeUndefined();
    expect(world.ai.calls).toHaveLength(2);
    model.go();
    await own.live!.finished;
  });

  it.each([
    ['fresh: true', { ...REQUEST, fresh: true }],
    ['another prompt', { ...REQUEST, input: { prompt: 'Something else.' } }],
    ['another option', { ...REQUEST, options: { length: 'long' } }],
    ['another model', { ...REQUEST, model: 'alpha-small' }],
  ])('is not joined by %s', async (_name, request) => {
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(50));
    const first = await world.start(ctx);
    const other = await world.start(ctx, request);
    expect(other.run.joined).toBeUndefined();
    model.go();
    await Promise.all([first.live!.finished, other.live!.finished]);
    expect(world.ai.calls).toHaveLength(2);
  });

  it('is joined where members stand in another order, defaults are left out or letters are composed otherwise', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(50));
    const first = await world.start(ctx, { toolId: 'text-generation', input: { prompt: 'Café' } });
    const same = await world.start(ctx, {
      input: { prompt: '  Cafe\u0301\n' },
      options: {},
      toolId: 'text-generation',
    });
    expect(same.run.joined).toBe(true);
    model.go();
    await Promise.all([first.live!.finished, same.live!.finished]);
  });

  it('is not joined by somebody else', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const first = await world.start(world.ctxOf(await world.userWith(50)));
    const other = await world.start(world.ctxOf(await world.userWith(50)));
    expect(other.run.joined).toBeUndefined();
    model.go();
    await Promise.all([first.live!.finished, other.live!.finished]);
  });

  it('shows the pictures of its leader, and keeps them when the leader is deleted', async () => {
    const gate = Promise.withResolvers<void>();
    const picture = paints(new Uint8Array(64).fill(1));
    world.ai.script = async function* (input) {
      await gate.promise;
      yield* picture(input);
    };
    const { ctx, leader, follower } = await two({ toolId: 'image-generation', input: { prompt: 'A lighthouse.' } });
    gate.resolve();
    const ended = await follower.live!.finished;
    expect(ended.output.files).toHaveLength(1);
    await deleteRun({ ctx, input: { id: leader.run.id } });
    const [row] = await db.sql<{ count: string }>('SELECT count(*)::text AS count FROM files WHERE run_id = $1::uuid', [
      leader.run.id,
    ]);
    expect(row?.count).toBe('1');
  });
});

describe('a follower', () => {
  it('needs the price of a repeat at its beginning', async () => {
    world.configure({ prices: { ownRepeat: 3 } });
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(6));
    const leader = await world.start(ctx);
    await expect(world.start(ctx)).rejects.toMatchObject({
      code: 'insufficient_credits',
      extra: { needed: 3, available: 6 - leader.run.credits.quoted },
    });
    model.go();
    await leader.live!.finished;
  });

  it('fails by itself when it cannot pay at the end, and its key stays a 402', async () => {
    world.configure({ prices: { ownRepeat: 3 } });
    const model = heldBack();
    world.ai.script = model.script;
    const userId = await world.userWith(12);
    const ctx = world.ctxOf(userId);
    const leader = await world.start(ctx);
    const key = randomUUID();
    const waiting = world.run(ctx, REQUEST, { key });
    await bothBegun(userId);
    await world.start(ctx, { ...REQUEST, input: { prompt: 'Spends the rest.' } });
    model.go();
    await expect(waiting).rejects.toMatchObject({ code: 'insufficient_credits', extra: { needed: 3, available: 2 } });
    expect((await leader.live!.finished).status).toBe('succeeded');
    await expect(world.run(ctx, REQUEST, { key })).rejects.toMatchObject({
      code: 'insufficient_credits',
      extra: { repeated: true, run: { output: {}, credits: { charged: 0, refunded: 0, reason: 'not_enough_left' } } },
    });
  });

  it.each(['provider_unavailable', 'provider_timeout', 'moderated', 'invalid_input'] as const)(
    'fails with its leader for nothing: %s',
    async (code) => {
      world.configure({ prices: { ownRepeat: 2 } });
      const model = failsLater(code, 'Half ');
      world.ai.script = model.script;
      const userId = await world.userWith(50);
      const ctx = world.ctxOf(userId);
      const keys = [randomUUID(), randomUUID()];
      const all = keys.map((key) => world.run(ctx, REQUEST, { key }).catch((error: { code: string }) => error));
      await bothBegun(userId);
      model.go();
      expect(await Promise.all(all)).toEqual([expect.objectContaining({ code }), expect.objectContaining({ code })]);
      expect(await world.available(userId)).toBe(50);
      const { items } = await listRuns({ ctx, input: {} });
      expect(items.map(({ credits }) => credits.charged)).toEqual([0, 0]);
      expect(items[0]!.credits.reason).toBe(items[1]!.credits.reason);
      expect(items.find(({ joined }) => joined)!.message).toMatch(/othing is charged/);
      const records = await db.sql('SELECT 1 AS one FROM idempotency_keys WHERE key = ANY ($1::text[])', [keys]);
      expect(records).toHaveLength(code === 'provider_timeout' ? 2 : 0);
    },
  );

  it('counts as one refusal with its leader', async () => {
    world.configure({ runs: { moderationRefundsPerDay: 2 } });
    const model = failsLater('moderated');
    world.ai.script = model.script;
    const { ctx, leader, follower } = await two();
    model.go();
    await Promise.all([leader.live!.finished, follower.live!.finished]);
    await expect(world.start(ctx)).resolves.toBeDefined();
  });

  it('ends alone when it is stopped', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, ctx, leader, follower } = await two();
    const stopped = await cancelRun({ ctx, input: { id: follower.run.id } });
    expect(stopped).toMatchObject({ status: 'cancelled', credits: { charged: 0, refunded: 0, reason: 'cancelled' } });
    expect(leader.live!.result).toBeNull();
    model.go();
    expect((await leader.live!.finished).status).toBe('succeeded');
    expect((await getRun({ ctx, input: { id: follower.run.id } })).status).toBe('cancelled');
    expect(await world.available(userId)).toBe(45);
  });

  it('is stopped from another instance, too', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, leader, follower } = await two();
    const elsewhere = await runWorld(db);
    const stopped = await cancelRun({ ctx: elsewhere.ctxOf(userId), input: { id: follower.run.id } });
    expect(stopped.status).toBe('cancelled');
    model.go();
    await leader.live!.finished;
    expect((await follower.live!.finished).status).toBe('cancelled');
    await elsewhere.close();
  });

  it('fails with a leader that is stopped, and its key may try again', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const leader = await world.start(ctx);
    const key = randomUUID();
    const waiting = world.run(ctx, REQUEST, { key });
    await bothBegun(userId);
    await cancelRun({ ctx, input: { id: leader.run.id } });
    await expect(waiting).rejects.toMatchObject({
      code: 'provider_unavailable',
      extra: { run: { credits: { charged: 0, reason: 'leader_stopped' } } },
    });
    world.ai.script = answers('An answer.');
    expect((await world.run(ctx, REQUEST, { key })).status).toBe('succeeded');
  });

  it('is joined again by its own key while it waits', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const ctx = world.ctxOf(await world.userWith(50));
    await world.start(ctx);
    const key = randomUUID();
    const follower = await world.start(ctx, REQUEST, { key });
    const again = await world.start(ctx, REQUEST, { key });
    expect(again).toMatchObject({ repeated: true, run: { id: follower.run.id } });
    model.go();
    await follower.live!.finished;
  });

  it('ends with its leader when the server stops', async () => {
    world.ai.script = heldBack().script;
    const { ctx, userId, follower } = await two();
    await stopAll({ ctx, input: { reason: 'server_stopping' } });
    expect(follower.live!.result).toMatchObject({
      status: 'failed',
      credits: { charged: 0, reason: 'server_stopping' },
    });
    expect(await world.available(userId)).toBe(50);
  });

  it('is ended by the sweep of its leader, and never before', async () => {
    world.ai.script = heldBack().script;
    const dead = randomUUID();
    const userId = await world.userWith(50);
    const there = world.ctxOf(userId, { instanceId: dead });
    const leader = await world.start(there);
    const follower = await world.start(there);
    const system = world.system();
    expect(await endOrphanRuns({ ctx: world.system({ instanceId: dead }) })).toEqual({ ended: 0 });
    const { ended } = await sweepRuns({ ctx: system, input: { deadOwnersBefore: world.clock.now(), embedded: true } });
    expect(ended).toBeGreaterThanOrEqual(1);
    const statuses = await db.sql<{ status: string; reason: string }>(
      'SELECT status, reason FROM runs WHERE id = ANY ($1::uuid[])',
      [[leader.run.id, follower.run.id]],
    );
    expect(statuses).toEqual([
      { status: 'failed', reason: 'interrupted' },
      { status: 'failed', reason: 'interrupted' },
    ]);
    expect(await world.available(userId)).toBe(50);
  });

  it('can be refunded by an operator like any other run', async () => {
    world.configure({ prices: { ownRepeat: 2 } });
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, follower } = await two();
    model.go();
    await follower.live!.finished;
    const operator = { ...world.ctx(world.operator(await world.newUser())), ai: world.ai };
    const input = { runId: follower.run.id, reason: 'Sorry.', idempotencyKey: randomUUID() };
    const refunded = await refundRun({ ctx: operator, input });
    expect(refunded).toMatchObject({ run: { charged: 0, refunded: 2 }, amount: 2 });
    expect(await world.available(userId)).toBe(45);
  });

  it('goes with the account', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const { ctx, leader, follower } = await two();
    await expect(eraseRuns({ ctx })).rejects.toMatchObject({ code: 'conflict' });
    model.go();
    await Promise.all([leader.live!.finished, follower.live!.finished]);
    await (await eraseRuns({ ctx })).finish();
    expect((await listRuns({ ctx, input: {} })).items).toEqual([]);
  });
});

test('what ended between the look and the lock is found: beginnings of one user come one after another', async () => {
  const ctx = world.ctxOf(await world.userWith(50));
  const all = await Promise.all(Array.from({ length: 12 }, () => world.run(ctx)));
  expect(world.ai.calls).toHaveLength(1);
  expect(new Set(all.map((run: RunView) => run.output.text))).toEqual(new Set(['An answer.']));
  expect(all.filter(({ cached }) => !cached)).toHaveLength(1);
});
