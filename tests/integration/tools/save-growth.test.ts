import { createLiveRuns, type LiveRun } from '@/lib/runs';
import { saveGrowth, type Growing } from '@/lib/tools/run/save-growth';
import { openTestDb } from '@/tests/support/test-db';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import type { Ctx } from '@/lib/context';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

interface Case {
  ctx: Ctx;
  live: LiveRun;
  growing: Growing;
  stored(): Promise<string | undefined>;
  end(): Promise<void>;
}

/** A run whose model says nothing, and a text of our own to store for it. */
async function open(): Promise<Case> {
  const ctx = world.ctxOf(await world.userWith(5));
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers('Said at last.', () => gate.promise);
  const { run, live: driven } = await world.start(ctx);
  const live = createLiveRuns().open(run.id, run.id);
  return {
    ctx,
    live,
    growing: { live, dueAt: 0, saved: 0, points: 0, sure: true },
    stored: async () => {
      const sql = 'SELECT output FROM runs WHERE id = $1::uuid';
      const [row] = await world.db.sql<{ output: { text?: string } }>(sql, [run.id]);
      return row!.output.text;
    },
    end: async () => {
      gate.resolve();
      await driven!.finished;
    },
  };
}

it('puts what is new behind what is stored, whatever characters it is made of', async () => {
  const { ctx, live, growing, stored, end } = await open();
  for (const piece of ['Tea \u{1F600}', ' thé\0', ' "quoted" \\ \n', '\u{1F468}\u200D\u{1F469}', ' end']) {
    live.append(piece);
    await saveGrowth(ctx, [growing]);
    expect(await stored()).toBe(live.text);
    expect(growing.saved).toBe(live.text.length);
  }
  await end();
});

it('keeps the first half of a character back until its second has come', async () => {
  const { ctx, live, growing, stored, end } = await open();
  live.append('Tea \ud83d');
  await saveGrowth(ctx, [growing]);
  expect(await stored()).toBe('Tea ');
  live.append('\ude00!');
  await saveGrowth(ctx, [growing]);
  expect(await stored()).toBe('Tea \u{1F600}!');
  await end();
});

it('stores nothing twice when the answer to a save was lost', async () => {
  const { ctx, live, growing, stored, end } = await open();
  const sql: Ctx['db']['sql'] = async (...call) => {
    await world.db.sql(...call);
    throw new Error('the answer was lost');
  };
  live.append('One ');
  await expect(saveGrowth({ ...ctx, db: { ...ctx.db, sql } }, [growing])).rejects.toThrow('lost');
  live.append('two');
  await saveGrowth(ctx, [growing]);
  expect(await stored()).toBe('One two');
  live.append(' three');
  await saveGrowth(ctx, [growing]);
  expect(await stored()).toBe('One two three');
  await end();
});

it('stores many runs in one round trip, and leaves one alone that has ended', async () => {
  const cases = [await open(), await open(), await open()];
  for (const [index, { live }] of cases.entries()) live.append(`Text ${index}`);
  await cases[1]!.end();
  const before = world.trips();
  await saveGrowth(
    cases[0]!.ctx,
    cases.map(({ growing }) => growing),
  );
  expect(world.trips() - before).toBe(1);
  expect(await Promise.all(cases.map(({ stored }) => stored()))).toEqual(['Text 0', 'Said at last.', 'Text 2']);
  await cases[0]!.end();
  await cases[2]!.end();
});

it('stops a run for which that was asked in the database', async () => {
  const { ctx, live, growing, end } = await open();
  await world.db.sql('UPDATE runs SET cancel_requested_at = now() WHERE id = $1::uuid RETURNING id', [live.id]);
  live.append('Some words');
  await saveGrowth(ctx, [growing]);
  expect(live.stopReason).toBe('cancelled');
  await end();
});
