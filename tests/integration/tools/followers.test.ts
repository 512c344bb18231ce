import { randomUUID } from 'node:crypto';
import { eraseRuns, getRun, listRuns } from '@/lib/runs';
import { cancelRun, endOrphanRuns, stopAll, sweepRuns } from '@/lib/tools';
import { refundRun } from '@/lib/admin';
import type { Db } from '@/lib/db';
import { bothBegun, failsLater, heldBack, two } from '@/tests/support/held-back';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { worldPerTest } from '@/tests/support/run-worlds';
import { answers } from '@/tests/support/scripted-ai';

let db: Db;
let world: RunWorld;
worldPerTest((own, shared) => {
  world = own;
  db = shared;
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
    await bothBegun(world, userId);
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
      await bothBegun(world, userId);
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
    const { ctx, leader, follower } = await two(world);
    model.go();
    await Promise.all([leader.live!.finished, follower.live!.finished]);
    await expect(world.start(ctx)).resolves.toBeDefined();
  });

  it('ends alone when it is stopped', async () => {
    const model = heldBack();
    world.ai.script = model.script;
    const { userId, ctx, leader, follower } = await two(world);
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
    const { userId, leader, follower } = await two(world);
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
    await bothBegun(world, userId);
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
    const { ctx, userId, follower } = await two(world);
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
    const { userId, follower } = await two(world);
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
    const { ctx, leader, follower } = await two(world);
    await expect(eraseRuns({ ctx })).rejects.toMatchObject({ code: 'conflict' });
    model.go();
    await Promise.all([leader.live!.finished, follower.live!.finished]);
    await (await eraseRuns({ ctx })).finish();
    expect((await listRuns({ ctx, input: {} })).items).toEqual([]);
  });
});
