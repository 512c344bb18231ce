import { findUnderWay, readRun } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { partsOf, textOf, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const input = { toolId: 'text-generation' };

it('finds the run of a tool with its text and the place to go on from, and nothing once it has ended', async () => {
  const ctx = world.ctxOf(await world.userWith(5));
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers(['Half an answer, ', 'and the rest.'], (index) =>
    index === 1 ? gate.promise : Promise.resolve(),
  );
  const { live, run } = await world.start(ctx);
  while (live!.text === '') await new Promise((resolve) => setTimeout(resolve, 1));
  const found = await findUnderWay({ ctx, input });
  expect(found).toMatchObject({ run: { id: run.id, status: 'running', output: { text: 'Half an answer, ' } } });
  expect(await findUnderWay({ ctx, input: { toolId: 'summarize' } })).toBeNull();
  const rest = readRun({ ctx, input: { id: run.id, lastId: Number(found!.lastId) } });
  gate.resolve();
  expect(textOf(await partsOf(await rest))).toBe('and the rest.');
  expect(await findUnderWay({ ctx, input })).toBeNull();
});

it('finds nobody else’s, and a run without any text from its beginning', async () => {
  const ctx = world.ctxOf(await world.userWith(5));
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers('Late.', () => gate.promise);
  const { live } = await world.start(ctx);
  expect(await findUnderWay({ ctx: world.ctxOf(await world.userWith(0)), input })).toBeNull();
  expect((await findUnderWay({ ctx, input }))!.lastId).toBe('0');
  gate.resolve();
  await live!.finished;
});
