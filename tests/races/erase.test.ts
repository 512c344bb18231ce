import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { deleteMe } from '@/lib/account';
import { createLimiter } from '@/lib/rate-limit';
import { eraseRuns } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 240_000);
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
}, 240_000);

it('a run that waited for its beginning while the account was closed leaves nothing of its person behind', async () => {
  if (world.db.mode !== 'server') return;
  world.configure({});
  world.ai.script = answers(['An ', 'answer.'], () => pause(20));
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  const waiting = async (count: number) => {
    for (let found = 0; found < count; await pause(5)) {
      const [row] = await world.db.sql<{ found: number }>(
        `SELECT count(*)::integer AS found FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      found = row!.found;
    }
  };
  const limiter = createLimiter({ kv: {}, log: ctx.log });
  let all: Promise<unknown>[] = [];
  await world.db.transaction(async (tx) => {
    await tx.sql('SELECT user_id FROM credit_wallets WHERE user_id = $1::uuid FOR UPDATE', [userId]);
    const closing = deleteMe({ ctx, limiter, input: {} });
    await waiting(1);
    all = [closing, world.run(ctx).catch(() => undefined)];
    await waiting(2);
  });
  await Promise.all(all);
  const rows = await world.db.sql<{ input: object; output: object; status: string }>(
    'SELECT input, output, status FROM runs WHERE user_id = $1::uuid',
    [userId],
  );
  expect(rows).toEqual([{ input: {}, output: {}, status: expect.not.stringMatching('running') }]);
  expect(await world.verify()).toMatchObject({ ok: true });
}, 240_000);
