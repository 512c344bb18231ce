import { randomUUID } from 'node:crypto';
import { adOffers } from '@/lib/ads';
import { cancelBatch, deleteBatch, getBatch, listBatches, listRows, resumeBatch, runBatches } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { createLiveRuns } from '@/lib/runs';
import { sweepRuns } from '@/lib/tools';
import { batchWhen, beginBatch, ended, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());
beforeEach(() => {
  world.configure({});
  world.ai.calls.length = 0;
  world.ai.script = answers('An answer.');
});

const TOOL = { toolId: 'text-generation' };

async function owner(credits: number): Promise<{ userId: string; ctx: Ctx }> {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

/** A script whose answers wait until they are let go. */
function gated() {
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  world.ai.script = answers('Late.', () => gate);
  return () => open();
}

it('pauses when credits run out in between, and goes on when they are back', async () => {
  const { ctx, userId } = await owner(50);
  world.configure({ batches: { perBatch: 1 } });
  let spent: Promise<unknown> | undefined;
  world.ai.script = async function* (input) {
    // Another run takes what the batch was promised.
    spent ??= world.start(ctx, { ...TOOL, input: { prompt: 'On the side.' } });
    await spent;
    yield* answers('Fine.')(input);
  };
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(10) });
  const paused = await batchWhen(ctx, id, ({ status }) => status === 'paused');
  expect(paused).toMatchObject({
    reason: 'insufficient_credits',
    rows: { succeeded: 9, waiting: 1 },
    finishedAt: null,
  });
  // The ads are looked for in the same database, which nothing is held open in by then.
  const offerAd = adOffers(ctx);
  await expect(resumeBatch({ ctx, input: { id }, offerAd })).rejects.toMatchObject({
    code: 'insufficient_credits',
    extra: { needed: 5, available: 0, ad: { kind: 'text', count: 1 } },
  });
  await world.give(userId, 5);
  await resumeBatch({ ctx, input: { id } });
  expect(await batchWhen(ctx, id, ended)).toMatchObject({ status: 'done', rows: { succeeded: 10 } });
  expect(await world.available(userId)).toBe(0);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('pauses when the price has risen, and a resumed batch is quoted anew', async () => {
  const { ctx } = await owner(100);
  const open = gated();
  world.configure({ batches: { perBatch: 1 } });
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await batchWhen(ctx, id, ({ rows }) => rows.running === 1);
  world.configure({ batches: { perBatch: 1 }, prices: { text: { standard: 7 } } });
  open();
  expect(await batchWhen(ctx, id, ({ status }) => status === 'paused')).toMatchObject({
    reason: 'price_changed',
    rows: { succeeded: 1, waiting: 2 },
    credits: { quoted: 15, charged: 5 },
  });
  await resumeBatch({ ctx, input: { id } });
  expect(await batchWhen(ctx, id, ended)).toMatchObject({ credits: { quoted: 19, charged: 19 } });
});

it('stops waiting and running rows when it is cancelled, and charges nothing for them', async () => {
  const { ctx, userId } = await owner(100);
  gated();
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(9) });
  await batchWhen(ctx, id, ({ rows }) => rows.running === 4);
  await cancelBatch({ ctx, input: { id } });
  const batch = await batchWhen(ctx, id, ({ rows }) => rows.running === 0);
  expect(batch).toMatchObject({
    status: 'cancelled',
    rows: { cancelled: 9, succeeded: 0, waiting: 0 },
    credits: { charged: 0 },
  });
  expect(await world.available(userId)).toBe(100);
  expect(world.ai.calls).toHaveLength(4);
});

it('deletes only what has ended, and nobody else sees it', async () => {
  const { ctx } = await owner(100);
  const stranger = await owner(0);
  const open = gated();
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  for (const act of [getBatch, listRows, cancelBatch, resumeBatch, deleteBatch])
    await expect(act({ ctx: stranger.ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteBatch({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' });
  open();
  await batchWhen(ctx, id, ended);
  expect((await listBatches({ ctx, input: {} })).items.map((batch) => batch.id)).toEqual([id]);
  expect((await listBatches({ ctx: stranger.ctx, input: {} })).items).toEqual([]);
  await expect(resumeBatch({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' });
  await deleteBatch({ ctx, input: { id } });
  await expect(getBatch({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
});

/** Another process on the same database, as far as batches go. */
function otherProcess(ctx: Ctx): Ctx {
  return { ...ctx, instanceId: randomUUID(), live: createLiveRuns() };
}

it('takes over the rows of a process that died: what was paid is kept, what was interrupted is run again', async () => {
  const { ctx, userId } = await owner(100);
  world.ai.script = (input) =>
    answers('One.', () => (world.ai.calls.length > 3 ? new Promise(() => {}) : Promise.resolve()))(input);
  const dying = otherProcess(ctx);
  const { id } = await beginBatch(dying, { ...TOOL, rows: prompts(6) });
  await batchWhen(dying, id, ({ rows }) => rows.succeeded === 3 && rows.running === 3, { turns: false });
  // It had ended one more and not written it down.
  await world.db.sql(
    `UPDATE batch_rows SET status = 'running', owner = $2::uuid, run_id = NULL, charged_micro = 0, finished_at = NULL
     WHERE batch_id = $1::uuid AND row = 1 RETURNING row`,
    [id, dying.instanceId],
  );
  world.clock.advance(40_000);
  world.ai.script = answers('Two.');
  const next = otherProcess(ctx);
  // Its runs go on as far as anybody knows, until they are swept.
  await runBatches({ ctx: next });
  expect((await getBatch({ ctx, input: { id } })).rows).toMatchObject({ succeeded: 3, running: 3 });
  const input = { deadOwnersBefore: new Date(world.clock.now().getTime() - 30_000), embedded: true };
  await sweepRuns({ ctx: { ...world.system(), instanceId: next.instanceId }, input });
  await batchWhen(next, id, ended);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    rows: { succeeded: 6, failed: 0 },
    credits: { charged: 30 },
  });
  expect(await world.available(userId)).toBe(70);
  const { items } = await listRows({ ctx, input: { id } });
  expect(items.filter(({ preview }) => preview === 'Two.')).toHaveLength(3);
  expect(await world.verify()).toMatchObject({ ok: true });
});
