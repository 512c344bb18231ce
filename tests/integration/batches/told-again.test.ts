import { randomUUID } from 'node:crypto';
import { resumeBatch, runBatches } from '@/lib/batches';
import { tell, type ChangedBatch } from '@/lib/batches/run/tell';
import type { Ctx } from '@/lib/context';
import { listNotices } from '@/lib/notices';
import { createLiveRuns } from '@/lib/runs';
import { batchWhen, beginBatch, ended, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());

const TOOL = { toolId: 'text-generation' };
const otherProcess = (ctx: Ctx): Ctx => ({ ...ctx, instanceId: randomUUID(), live: createLiveRuns() });

/** What its owner was told, the newest first. */
async function told(ctx: Ctx) {
  const { items } = await listNotices({ ctx, input: {} });
  return items.map(({ kind, data }) => ('succeeded' in data ? [kind, data.succeeded, data.failed] : [kind]));
}

/** A batch of three rows, one of which has failed. */
async function endedOnce(): Promise<{ ctx: Ctx; userId: string; id: string }> {
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  world.ai.script = (input) =>
    (input.request.kind === 'text' && input.request.prompt.includes('number 2')
      ? fails('invalid_input')
      : answers('Yes.'))(input);
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(3) });
  await batchWhen(ctx, id, ended);
  return { ctx, userId, id };
}

it('the end of a batch is told, and told again once its failed rows were run again', async () => {
  const { ctx, id } = await endedOnce();
  expect(await told(ctx)).toEqual([['batch_done', 2, 1]]);
  world.clock.advance(60_000);
  await resumeBatch({ ctx, input: { id } });
  await batchWhen(ctx, id, ended);
  expect(await told(ctx)).toEqual([
    ['batch_done', 2, 1],
    ['batch_done', 2, 1],
  ]);
  world.ai.script = answers('Now.');
  world.clock.advance(60_000);
  await resumeBatch({ ctx, input: { id } });
  await batchWhen(ctx, id, ended);
  expect((await told(ctx))[0]).toEqual(['batch_done', 3, 0]);
  expect(await told(ctx)).toHaveLength(3);
});

it('of one end there is one notice, however many processes work on it and tell of it', async () => {
  const { ctx, id, userId } = await endedOnce();
  world.clock.advance(60_000);
  world.ai.script = answers('Now.');
  await resumeBatch({ ctx, input: { id } });
  const others = [otherProcess(ctx), otherProcess(ctx)];
  await batchWhen(ctx, id, ended);
  await Promise.all(others.map((other) => runBatches({ ctx: other })));
  expect(await told(ctx)).toHaveLength(2);
  const [row] = await world.db.sql<{ at: Date }>('SELECT finished_at AS at FROM batches WHERE id = $1::uuid', [id]);
  const about = { id, userId, toolId: TOOL.toolId, name: 'Three', total: 3, succeeded: 3, failed: 0 };
  const changed: ChangedBatch = { ...about, status: 'done', reason: null };
  await Promise.all(
    others.map((other) => tell({ ...other, actor: { type: 'system', job: 'batches' } }, [changed], row!.at)),
  );
  expect(await told(ctx)).toHaveLength(2);
});
