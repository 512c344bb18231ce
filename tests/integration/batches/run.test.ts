import { parse } from 'csv-parse/sync';
import { getBatch, listRows } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { refundRun } from '@/lib/credits';
import { batchWhen, beginBatch, csvOf, ended, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails, type Script } from '@/tests/support/scripted-ai';
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
const promptOf = (input: Parameters<Script>[0]) => (input.request.kind === 'text' ? input.request.prompt : '');

async function owner(credits: number): Promise<{ userId: string; ctx: Ctx }> {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

it('runs every row once, each as a run of its own, and charges each once', async () => {
  const { ctx, userId } = await owner(100);
  const begun = await beginBatch(ctx, { ...TOOL, rows: prompts(12), name: 'A dozen' });
  expect(begun).toMatchObject({ name: 'A dozen', rows: { total: 12 }, credits: { quoted: 60, refunded: 0 } });
  const batch = await batchWhen(ctx, begun.id, ended);
  expect(batch).toMatchObject({
    status: 'done',
    rows: { total: 12, waiting: 0, running: 0, succeeded: 12, failed: 0 },
    credits: { quoted: 60, charged: 60, refunded: 0 },
  });
  expect(world.ai.calls).toHaveLength(12);
  expect(await world.available(userId)).toBe(40);
  const { items } = await listRows({ ctx, input: { id: batch.id } });
  expect(items.map(({ row, preview }) => [row, preview])).toEqual(
    Array.from({ length: 12 }, (_, index) => [index + 1, 'An answer.']),
  );
  const [linked] = await world.db.sql<{ runs: number }>(
    'SELECT count(*)::integer AS runs FROM runs WHERE batch_id = $1::uuid',
    [batch.id],
  );
  expect(linked?.runs).toBe(12);
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('keeps no more rows under way than the settings allow, of one batch and of all', async () => {
  world.configure({ batches: { perBatch: 2, perProcess: 3 } });
  const { ctx } = await owner(200);
  let most = 0;
  const underWay = new Map<string, number>();
  const mostOf = new Map<string, number>();
  let all = 0;
  world.ai.script = async function* (input) {
    const of = promptOf(input).split(' ')[0]!;
    underWay.set(of, (underWay.get(of) ?? 0) + 1);
    most = Math.max(most, ++all);
    mostOf.set(of, Math.max(mostOf.get(of) ?? 0, underWay.get(of)!));
    await new Promise((resolve) => setTimeout(resolve, 120));
    underWay.set(of, underWay.get(of)! - 1);
    all--;
    yield* answers('Done.')(input);
  };
  const rows = (of: string) => prompts(8).map(({ prompt }) => ({ prompt: `${of} ${prompt}` }));
  const [one, two] = await Promise.all([
    beginBatch(ctx, { ...TOOL, rows: rows('first') }),
    beginBatch(ctx, { ...TOOL, rows: rows('second') }),
  ]);
  await batchWhen(ctx, one.id, ended);
  await batchWhen(ctx, two.id, ended);
  expect(most).toBe(3);
  expect([...mostOf.values()].every((count) => count <= 2)).toBe(true);
});

it('refunds a row that fails, goes on with the others, and says why', async () => {
  world.configure({ batches: { tries: 1 } });
  const { ctx, userId } = await owner(100);
  world.ai.script = (input) =>
    promptOf(input).includes('number 2') ? fails('moderated')(input) : answers('Fine.')(input);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  const batch = await batchWhen(ctx, id, ended);
  expect(batch).toMatchObject({
    rows: { succeeded: 2, failed: 1 },
    credits: { charged: 10, refunded: 5 },
  });
  const { items } = await listRows({ ctx, input: { id, status: 'failed' } });
  expect(items).toMatchObject([{ row: 2, reason: 'moderated', credits: { charged: 0, refunded: 5 } }]);
  expect(await world.available(userId)).toBe(90);
});

it('tries a row again for which no provider was there, under a new key', async () => {
  const { ctx } = await owner(100);
  let failures = 0;
  world.ai.script = (input) => (failures++ === 0 ? fails('provider_unavailable')(input) : answers('At last.')(input));
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(1) });
  await batchWhen(ctx, id, ({ rows }) => rows.waiting === 1 && failures === 1);
  world.clock.advance(10_000);
  const batch = await batchWhen(ctx, id, ended);
  expect(batch).toMatchObject({ rows: { succeeded: 1 }, credits: { charged: 5, refunded: 0 } });
  const rows = await world.db.sql<{ attempt: number }>('SELECT attempt FROM batch_rows WHERE batch_id = $1::uuid', [
    id,
  ]);
  expect(rows).toEqual([{ attempt: 2 }]);
});

it('gives the results as CSV, complete and in order', async () => {
  const { ctx } = await owner(100);
  world.ai.script = (input) => answers(`=SUM(1)\n"${promptOf(input).trim()}"`)(input);
  const text = 'Prompt;no\n"one; two\nthree";7\n"=cmd()";8\n';
  const { id } = await beginBatch(ctx, { ...TOOL, text });
  await batchWhen(ctx, id, ended);
  const csv = await csvOf(ctx, id);
  expect(csv.endsWith('\r\n')).toBe(true);
  const lines = parse<Record<string, string>>(csv, { bom: true, columns: true });
  expect(lines).toMatchObject([
    {
      prompt: 'one; two\nthree',
      no: '7',
      status: 'succeeded',
      provider: 'alpha',
      model: 'alpha/alpha-large',
      charged: '5',
    },
    { prompt: "'=cmd()", no: '8', status: 'succeeded' },
  ]);
  expect(lines[0]?.output).toMatch(/^'=SUM\(1\)\n".*one; two/);
});

it('counts what an operator gives back of a row’s run, in its figures and in the table', async () => {
  const { ctx, userId } = await owner(20);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(2) });
  await batchWhen(ctx, id, ended);
  const { items } = await listRows({ ctx, input: { id } });
  const refund = { reason: 'Sorry.', code: 'refunded_by_operator', externalSource: 'problem', externalId: id };
  const input = { ...refund, holdId: String(items[1]?.runId), amountMicro: 4_000_000n };
  await refundRun({ ctx: world.system(), input });
  await refundRun({ ctx: world.system(), input });
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ credits: { quoted: 10, charged: 6, refunded: 4 } });
  expect(await csvOf(ctx, id)).toContain('1,refunded_by_operator');
  expect(await world.available(userId)).toBe(14);
  expect(await world.verify()).toMatchObject({ ok: true });
});
