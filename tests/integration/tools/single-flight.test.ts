import { randomUUID } from 'node:crypto';
import { deleteRun, getRun, readRun, type RunView } from '@/lib/runs';
import type { Db, Sql } from '@/lib/db';
import { heldBack, two } from '@/tests/support/held-back';
import { partsOf, REQUEST, textOf, runWorld, type RunWorld } from '@/tests/support/run-world';
import { worldPerTest } from '@/tests/support/run-worlds';
import { paints } from '@/tests/support/scripted-ai';

let db: Db;
let world: RunWorld;
worldPerTest((own, shared) => {
  world = own;
  db = shared;
});

describe('an identical request under way', () => {
  it('shares the upstream call, holds nothing and pays the price of a repeat', async () => {
    world.configure({ prices: { ownRepeat: 2 } });
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, leader, follower } = await two(world);
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
    const { ctx, follower } = await two(world);
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
    const { ctx, leader, follower } = await two(world, {
      toolId: 'image-generation',
      input: { prompt: 'A lighthouse.' },
    });
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

test('what ended between the look and the lock is found: beginnings of one user come one after another', async () => {
  const ctx = world.ctxOf(await world.userWith(50));
  const all = await Promise.all(Array.from({ length: 12 }, () => world.run(ctx)));
  expect(world.ai.calls).toHaveLength(1);
  expect(new Set(all.map((run: RunView) => run.output.text))).toEqual(new Set(['An answer.']));
  expect(all.filter(({ cached }) => !cached)).toHaveLength(1);
});
