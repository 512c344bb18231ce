import { deleteRun } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { paints } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 240_000);
afterAll(() => world.close());

const REQUEST = { toolId: 'image-generation', input: { prompt: 'A lighthouse.' } };

/** Whether the files that a run shows are still there. */
async function isWhole(runId: string): Promise<boolean> {
  const [row] = await world.db.sql<{ whole: boolean }>(
    `SELECT bool_and(EXISTS (SELECT 1 FROM files f WHERE f.id::text = shown ->> 'id')) AS whole
     FROM runs r, jsonb_array_elements(r.output -> 'files') shown WHERE r.id = $1::uuid`,
    [runId],
  );
  return row!.whole;
}

it('a picture that is being served is not deleted under whoever has paid for it', async () => {
  if (world.db.mode !== 'server') return;
  world.configure({ prices: { ownRepeat: 0.5 } });
  world.ai.script = paints(new Uint8Array(64).fill(1));
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  const kept = await world.run(ctx, REQUEST);
  const deleting = Promise.withResolvers<void>();
  let served: ReturnType<RunWorld['start']> | undefined;
  // Whoever asks for it has found it, and waits for what pays for it, when it is deleted.
  await world.db.transaction(async (tx) => {
    await tx.sql('SELECT id FROM credit_lots WHERE user_id = $1::uuid FOR UPDATE', [userId]);
    served = world.start(ctx, REQUEST);
    for (let waiting = 0; waiting === 0;) {
      const [row] = await world.db.sql<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%run_begin%'`,
      );
      waiting = row!.count;
    }
    deleteRun({ ctx, input: { id: kept.id } }).then(deleting.resolve, deleting.reject);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  const [{ run }] = await Promise.all([served!, deleting.promise]);
  expect(run).toMatchObject({ cached: true, status: 'succeeded', credits: { charged: 0.5 } });
  expect(await isWhole(run.id)).toBe(true);
  expect(await world.verify()).toMatchObject({ ok: true });
}, 240_000);
