import { batchRequestSchema, cancelBatch, getBatch, listRows, quoteBatch, runBatches } from '@/lib/batches';
import { listNotices } from '@/lib/notices';
import { sweepRuns } from '@/lib/tools';
import { beginBatch, csvOf, prompts } from '@/tests/support/batch-world';
import { DELAYED as TOOL, delayedTurn, delayedWorld, freshDesk, ownerIn } from '@/tests/support/delayed-world';
import type { RunWorld } from '@/tests/support/run-world';
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
