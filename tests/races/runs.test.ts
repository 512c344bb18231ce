import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { cancelRun, sweepRuns } from '@/lib/tools';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 240_000);
afterAll(() => world.close());
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(new Error(String(error))));

it('runs exactly ten of two hundred parallel requests on credits for ten', async () => {
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  world.ai.script = answers('Done.');
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      world.run(ctx, { ...REQUEST, input: { prompt: `Prompt ${index}` } }).then((run) => run.status, codeOf),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'succeeded')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'insufficient_credits')).toHaveLength(190);
  expect(await world.available(userId)).toBe(0);
}, 240_000);

it('starts one run for fifty parallel calls under one key', async () => {
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  const calls = world.ai.calls.length;
  const key = randomUUID();
  const runs = await Promise.all(
    Array.from({ length: 50 }, () => world.run(ctx, { ...REQUEST, fresh: true }, { key })),
  );
  expect(new Set(runs.map((run) => run.id)).size).toBe(1);
  expect(world.ai.calls.length).toBe(calls + 1);
  expect(await world.available(userId)).toBe(45);
});

it('ends a run once when answer, stop and sweep come together, and bills what the end state says', async () => {
  for (let round = 0; round < 15; round++) {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId, { instanceId: randomUUID() });
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('An answer.', () => gate.promise);
    const { run, live } = await world.start(ctx);
    const sweep = () => sweepRuns({ ctx: world.system(), input: { deadOwnersBefore: new Date(0), embedded: true } });
    gate.resolve();
    const [ended] = await Promise.all([live!.finished, cancelRun({ ctx, input: { id: run.id } }), sweep()]);
    expect(ended.credits.charged + ended.credits.refunded).toBe(5);
    expect(await world.available(userId)).toBe(ended.credits.refunded);
    expect(ended.status === 'failed' ? ended.credits.charged : 0).toBe(0);
  }
}, 240_000);
