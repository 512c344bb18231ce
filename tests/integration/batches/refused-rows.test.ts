import { listRows } from '@/lib/batches';
import { batchWhen, beginBatch, ended, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());

const TOOL = { toolId: 'text-generation' };

/** Begins three rows whose answers wait, and has the database refuse what the second one will have cost. */
async function threeWithOneRefused() {
  const errors: object[] = [];
  const userId = await world.userWith(50);
  const base = world.ctxOf(userId);
  const ctx = { ...base, log: { ...base.log, error: (fields: object) => void errors.push(fields) } };
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  world.ai.script = answers('An answer.', () => gate);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await batchWhen(ctx, id, ({ rows }) => rows.running === 3);
  await world.db.sql('UPDATE batch_rows SET quoted_micro = 1 WHERE batch_id = $1::uuid AND row = 2', [id]);
  return { ctx, id, errors, open, userId };
}

it('a row whose end is refused keeps no other one from being written', async () => {
  const { ctx, id, errors, open, userId } = await threeWithOneRefused();
  open();
  const batch = await batchWhen(ctx, id, ended);
  expect(batch).toMatchObject({ status: 'done', rows: { succeeded: 3, running: 0 }, credits: { charged: 10 } });
  const { items } = await listRows({ ctx, input: { id } });
  expect(items.map(({ reason, credits }) => [reason, credits.charged])).toEqual([
    [undefined, 5],
    ['not_recorded', 0],
    [undefined, 5],
  ]);
  expect(await world.available(userId)).toBe(35);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({
    ...{ batchId: id, row: 2, runId: items[1]?.runId, requestId: expect.stringMatching(/^job-/) },
    err: { message: expect.stringContaining('batch_rows_charged_check') },
  });
});
