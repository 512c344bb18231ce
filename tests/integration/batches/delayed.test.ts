import { randomUUID } from 'node:crypto';
import {
  batchRequestSchema,
  cancelBatch,
  eraseBatches,
  getBatch,
  listRows,
  quoteBatch,
  resumeBatch,
  runBatches,
  runDelayed,
  stopOwnBatches,
} from '@/lib/batches';
import { adjust } from '@/lib/credits';
import { listNotices } from '@/lib/notices';
import type { Ctx } from '@/lib/context';
import { cancelRun, sweepRuns } from '@/lib/tools';
import { batchWhen, beginBatch, csvOf, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, ECONOMY, PICTURE, STANDARD } from '@/tests/support/scripted-ai';
import { scriptedBatches, type ScriptedBatches } from '@/tests/support/scripted-batches';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
let desk: ScriptedBatches;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  const priced = { ...STANDARD, cost: { inputPerMillionTokens: 2_000_000, outputPerMillionTokens: 4_000_000 } };
  world.ai.models = () => [priced, ECONOMY, PICTURE];
});
afterAll(() => world.close());
beforeEach(() => {
  desk = scriptedBatches();
  world.ai.batches = desk;
  world.ai.calls.length = 0;
});

const TOOL = { toolId: 'text-generation', delayed: true };

async function owner(credits: number): Promise<{ userId: string; ctx: Ctx }> {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

const turn = async (seconds = 60) => {
  await runDelayed({ ctx: world.system() });
  world.clock.advance(seconds * 1_000);
};

it('quotes the cheaper price beside the full one, and refuses where no provider does whole batches', async () => {
  const { ctx } = await owner(100);
  const quote = (change: object) =>
    quoteBatch({ ctx, input: batchRequestSchema.parse({ ...TOOL, rows: prompts(3), ...change }) });
  expect(await quote({})).toMatchObject({ price: 15, delayedPrice: 7.5 });
  world.ai.batches = { ...desk, supports: () => false };
  expect(await quote({})).toMatchObject({ price: 15, delayedPrice: null });
  await expect(beginBatch(ctx, { ...TOOL, rows: prompts(3) })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: [{ path: 'delayed' }],
  });
});

it('hands all rows in as one job and settles each at the cheaper price and cost', async () => {
  const { ctx, userId } = await owner(20);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(4), name: 'Overnight' });
  await runBatches({ ctx: world.system() });
  await turn();
  expect(desk.orders).toHaveLength(1);
  expect(desk.orders[0]?.requests).toHaveLength(4);
  expect(await world.available(userId)).toBe(10);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    status: 'running',
    rows: { running: 4 },
    delayed: true,
  });
  // Nobody's death ends what waits at a provider.
  await sweepRuns({
    ctx: world.system({ instanceId: ctx.ids.uuid() }),
    input: { deadOwnersBefore: world.clock.now(), embedded: true },
  });
  await turn();
  expect((await getBatch({ ctx, input: { id } })).rows.running).toBe(4);
  desk.state = 'done';
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    status: 'done',
    rows: { succeeded: 4 },
    credits: { quoted: 10, charged: 10, refunded: 0 },
  });
  expect(world.ai.calls).toHaveLength(0);
  const { items } = await listRows({ ctx, input: { id } });
  expect(items.map(({ preview }) => preview)).toEqual([1, 2, 3, 4].map((row) => `Answer to row-${row}.`));
  const costs = await world.db.sql<{ cost: string }>(
    'SELECT DISTINCT cost_nano_usd::text AS cost FROM runs WHERE batch_id = $1::uuid',
    [id],
  );
  // Half of 10 tokens at 2 dollars a million and 5 at 4.
  expect(costs).toEqual([{ cost: '20000' }]);
  expect(await csvOf(ctx, id)).toContain('Say number 3.,Answer to row-3.,succeeded,alpha,alpha/alpha-large,2.5,');
  expect((await listNotices({ ctx, input: {} })).items).toMatchObject([
    { kind: 'batch_done', data: { batchId: id, title: 'Overnight', succeeded: 4, failed: 0 } },
  ]);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('refunds the rows that failed and those the provider says nothing of', async () => {
  const { ctx, userId } = await owner(10);
  desk.resultOf = (id) => (id === 'row-1' ? { failure: 'moderated' } : id === 'row-2' ? null : undefined);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await turn();
  desk.state = 'done';
  await turn();
  const { items } = await listRows({ ctx, input: { id } });
  expect(items.map(({ status, reason }) => [status, reason])).toEqual([
    ['failed', 'moderated'],
    ['failed', 'provider_unavailable'],
    ['succeeded', undefined],
  ]);
  expect(await world.available(userId)).toBe(7.5);
});

it('finds a job again whose handing in was not answered, and never hands it in twice', async () => {
  const { ctx } = await owner(10);
  desk.afterSubmit = () => {
    throw new Error('the line was cut');
  };
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await turn();
  expect(desk.orders).toHaveLength(1);
  desk.state = 'done';
  await turn();
  await turn();
  expect(desk.orders).toHaveLength(1);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { succeeded: 2 } });
});

it('takes a step again that died in the middle: nothing is charged twice', async () => {
  const { ctx, userId } = await owner(20);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await turn();
  desk.state = 'done';
  const { results } = desk;
  desk.results = async function* (ticket) {
    let told = 0;
    for await (const result of results(ticket)) {
      if (told++ === 2) throw new Error('the process died here');
      yield result;
    }
  };
  await turn();
  desk.results = results;
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', credits: { charged: 7.5 } });
  expect(await world.available(userId)).toBe(12.5);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('gives everything back where the provider cannot be had', async () => {
  const { ctx, userId } = await owner(10);
  desk.beforeSubmit = () => {
    throw new Error('away');
  };
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  for (let steps = 0; steps < 10; steps++) await turn(2_000);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    status: 'done',
    rows: { failed: 2 },
    credits: { charged: 0 },
  });
  expect(await world.available(userId)).toBe(10);
});

it('calls a cancelled job back; what was done by then is delivered and charged, the rest is free', async () => {
  const { ctx, userId } = await owner(10);
  desk.resultOf = (id) => (id === 'row-1' ? undefined : null);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await turn();
  await cancelBatch({ ctx, input: { id } });
  desk.state = 'cancelled';
  await turn();
  expect(desk.cancelled).toEqual(['ticket-1']);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    status: 'cancelled',
    rows: { succeeded: 1, cancelled: 2, running: 0 },
    credits: { charged: 2.5 },
  });
  expect(await world.available(userId)).toBe(7.5);
});

it('ends rows whose day is over, refunded', async () => {
  const { ctx, userId } = await owner(10);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await turn();
  world.clock.advance(27 * 3_600_000);
  await sweepRuns({ ctx: world.system(), input: { deadOwnersBefore: new Date(0), embedded: true } });
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { failed: 2 } });
  expect(await world.available(userId)).toBe(10);
});

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
  for (let looks = 0; looks < 500; looks++) {
    if ((await world.db.sql(sql, [id, fresh])).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the lease was not renewed');
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
  await runDelayed({ ctx: world.system(), renewMs: 5 });
  expect(desk.orders).toHaveLength(1);
  desk.state = 'done';
  await turn();
  await turn();
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'done', rows: { succeeded: 2 } });
});
