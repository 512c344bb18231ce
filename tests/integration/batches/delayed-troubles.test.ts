import { randomUUID } from 'node:crypto';
import { cancelBatch, eraseBatches, getBatch, listRows, resumeBatch, runDelayed, stopOwnBatches } from '@/lib/batches';
import { leaseJob, renewLease, saveJob } from '@/lib/batches/delayed/job';
import { adjust } from '@/lib/credits';
import { cancelRun } from '@/lib/tools';
import { batchWhen, beginBatch, prompts } from '@/tests/support/batch-world';
import { DELAYED as TOOL, delayedTurn, delayedWorld, freshDesk, ownerIn } from '@/tests/support/delayed-world';
import type { RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import type { ScriptedBatches } from '@/tests/support/scripted-batches';

let world: RunWorld;
let desk: ScriptedBatches;
beforeAll(async () => {
  world = await delayedWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  desk = freshDesk(world);
});

const owner = (credits: number) => ownerIn(world, credits);
const turn = (seconds?: number) => delayedTurn(world, seconds);

it('stands still where it would cost more than was quoted, as a whole, and goes on at the price its owner accepts', async () => {
  const { ctx, userId } = await owner(100);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(12) });
  world.configure({ prices: { overrides: { 'text-generation': 8 } } });
  await turn();
  expect(desk.orders).toHaveLength(0);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    ...{ status: 'paused', reason: 'price_changed' },
    ...{ rows: { waiting: 12, running: 0 }, credits: { quoted: 30, charged: 0 } },
  });
  expect(await world.available(userId)).toBe(100);
  expect(await resumeBatch({ ctx, input: { id } })).toMatchObject({ status: 'running', credits: { quoted: 48 } });
  await turn();
  desk.state = 'done';
  await turn();
  world.configure({});
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', credits: { charged: 48 } });
  expect(await world.available(userId)).toBe(52);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('that was paused for want of credits is cancelled whole: what had begun is refunded, the rest was never begun', async () => {
  const { ctx, userId } = await owner(30);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(12) });
  const spent = { userId, amountMicro: -10_000_000n, reason: 'Spent elsewhere.', externalId: id };
  await adjust({ ctx: world.system(), input: spent });
  await turn();
  const paused = await getBatch({ ctx, input: { id } });
  expect(paused).toMatchObject({ status: 'paused', reason: 'insufficient_credits', rows: { running: 8, waiting: 4 } });
  await cancelBatch({ ctx, input: { id } });
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'cancelled', rows: { cancelled: 12 } });
  expect(await world.available(userId)).toBe(20);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('gives back what cannot be settled any more because its model was taken away, and keeps nothing waiting', async () => {
  const { ctx, userId } = await owner(20);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await turn();
  desk.state = 'done';
  const { models } = world.ai;
  world.ai.models = () => models().slice(1);
  await turn();
  world.ai.models = models;
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { failed: 2 } });
  expect(await world.available(userId)).toBe(20);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('ends with the suspension of its owner, called back from the provider', async () => {
  const { ctx, userId } = await owner(20);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await turn();
  await world.db.sql('UPDATE users SET suspended_at = $2::timestamptz WHERE id = $1::uuid', [
    userId,
    world.clock.now(),
  ]);
  desk.state = 'cancelled';
  desk.resultOf = () => null;
  await turn();
  expect(desk.cancelled).toEqual(['ticket-1']);
  expect((await getBatch({ ctx, input: { id } })).rows).toMatchObject({ cancelled: 2, running: 0 });
  expect(await world.available(userId)).toBe(20);
});

it('is called back from the provider with its owner’s account, also where its handing in was never answered', async () => {
  const { ctx, userId } = await owner(20);
  await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  desk.afterSubmit = () => {
    throw new Error('the line was cut');
  };
  await turn();
  await stopOwnBatches({ ctx });
  await eraseBatches({ ctx });
  expect(desk.cancelled).toEqual(['ticket-1']);
  expect(await world.available(userId)).toBe(20);
  await turn();
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('keeps no other batch trying all day for the credits it has set aside: that one pauses and says so', async () => {
  const { ctx, userId } = await owner(30);
  await beginBatch(ctx, { ...TOOL, rows: prompts(8) });
  await turn();
  world.configure({ batches: { perBatch: 1 } });
  let spent: Promise<unknown> | undefined;
  world.ai.script = async function* (input) {
    const elsewhere = { userId, amountMicro: -5_000_000n, reason: 'Spent elsewhere.', externalId: userId };
    await (spent ??= adjust({ ctx: world.system(), input: elsewhere }));
    yield* answers('Fine.')(input);
  };
  const { id } = await beginBatch(ctx, {
    toolId: 'text-generation',
    rows: [{ prompt: 'First.' }, { prompt: 'Second.' }],
  });
  const paused = await batchWhen(world.ctxOf(userId), id, ({ status }) => status === 'paused', { ms: 5_000 });
  world.configure({});
  expect(paused).toMatchObject({ reason: 'insufficient_credits', rows: { succeeded: 1, waiting: 1 } });
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('lets one of its runs be stopped alone, at once and for nothing; its answer comes too late', async () => {
  const { ctx, userId } = await owner(10);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await turn();
  const { items } = await listRows({ ctx, input: { id } });
  const stopped = await cancelRun({ ctx, input: { id: String(items[0]?.runId) } });
  expect(stopped).toMatchObject({ status: 'cancelled', credits: { charged: 0, refunded: 2.5, reason: 'cancelled' } });
  expect(await world.available(userId)).toBe(7.5);
  desk.state = 'done';
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    ...{ status: 'done', rows: { cancelled: 1, succeeded: 1 } },
    credits: { charged: 2.5, refunded: 2.5 },
  });
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** Waits until the process that hands a batch in has said again that it does. */
async function renewed(id: string): Promise<void> {
  const fresh = new Date(world.clock.now().getTime() + 100_000);
  const sql = 'SELECT 1 FROM batch_jobs WHERE batch_id = $1::uuid AND leased_until >= $2::timestamptz';
  while ((await world.db.sql(sql, [id, fresh])).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

it('is handed in by one process alone, however long its file is on the way', async () => {
  const { ctx } = await owner(10);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  const { submit } = desk;
  const other = world.system({ instanceId: randomUUID() });
  desk.submit = async (order) => {
    for (let minutes = 0; minutes < 8; minutes++) {
      world.clock.advance(60_000);
      await renewed(id);
      if (minutes < 7) await runDelayed({ ctx: other });
    }
    return submit(order);
  };
  await runDelayed({ ctx: world.system(), renewMs: 50 });
  expect(desk.orders).toHaveLength(1);
  desk.state = 'done';
  await turn();
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { succeeded: 2 } });
});

it('stays free when a renewal comes after the step that gave it up', async () => {
  const { ctx } = await owner(10);
  await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  world.clock.advance(60_000);
  const job = await leaseJob(world.system());
  if (!job) throw new Error('no job');
  await saveJob(world.system(), job, { inMs: 0 });
  await expect(renewLease(world.system(), job)).rejects.toThrow('the lease of a batch job was lost');
  expect(await leaseJob(world.system({ instanceId: randomUUID() }))).toMatchObject({ id: job.id });
});
