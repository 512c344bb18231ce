import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { eraseRuns } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 60_000);
afterAll(() => world.close());

/** Of this database, since it was made; backends tell it about a second late. */
async function deadlocks(): Promise<number> {
  await pause(1_200);
  const [row] = await world.db.sql<{ deadlocks: number }>(
    'SELECT deadlocks::integer AS deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  return row!.deadlocks;
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(new Error(String(error))));

it('erasing all runs of a person never deadlocks with those that begin and end meanwhile', async () => {
  world.configure({ prices: { ownRepeat: 0.5 } });
  world.ai.script = answers(['An ', 'answer.'], () => pause(Math.random() * 20));
  const before = await deadlocks();
  for (let round = 0; round < 10; round++) {
    const userId = await world.userWith(200);
    const ctx = world.ctxOf(userId);
    const actor = world.person(userId) satisfies Actor;
    const prompt = (n: number) => ({ toolId: 'text-generation', input: { prompt: `Say ${n % 8}.` } });
    const runs = Array.from({ length: 20 }, (_, n) => world.run(ctx, prompt(n)));
    const erasures = Array.from({ length: 8 }, async (_, n) => {
      await pause(n * 4);
      return eraseRuns({ ctx: { ...ctx, actor } }).then(() => 'erased', codeOf);
    });
    await Promise.all(runs);
    for (const answer of await Promise.all(erasures)) expect(['erased', 'conflict']).toContain(answer);
  }
  expect(await deadlocks()).toBe(before);
  expect(await world.verify()).toMatchObject({ ok: true });
}, 60_000);
