import { listNotices } from '@/lib/notices';
import { sweepRuns } from '@/lib/tools';
import { partsOf, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(() => {
  world.ai.script = answers('An answer.');
});

const REQUEST = { toolId: 'text-generation', input: { prompt: 'Say\n  something long.' } };
const told = async (userId: string) => (await listNotices({ ctx: world.ctxOf(userId), input: {} })).items;

/** The run takes so long by the clock of the hub. */
function takes(ms: number, text = 'An answer.') {
  world.ai.script = answers(text, async () => world.clock.advance(ms));
}

it('tells the owner of a long run that nobody watched', async () => {
  const userId = await world.userWith(5);
  takes(21_000);
  const { live, run } = await world.start(world.ctxOf(userId), REQUEST);
  await live!.finished;
  expect(await told(userId)).toMatchObject([
    {
      kind: 'run_done',
      data: { runId: run.id, toolId: 'text-generation', kind: 'text', title: 'Say something long.' },
    },
  ]);
});

it('tells why a long run failed', async () => {
  const userId = await world.userWith(5);
  const script = fails('provider_timeout');
  world.ai.script = async function* (input) {
    world.clock.advance(60_000);
    yield* script(input);
  };
  const { live } = await world.start(world.ctxOf(userId), REQUEST);
  await live!.finished;
  expect(await told(userId)).toMatchObject([{ kind: 'run_failed', data: { reason: 'provider_timeout' } }]);
});

it('adds no round trip to a short run', async () => {
  const userId = await world.userWith(10);
  const ctx = world.ctxOf(userId);
  const before = world.trips();
  await (
    await world.start(ctx, REQUEST)
  ).live!.finished;
  expect(world.trips() - before).toBe(2);
  expect(await told(userId)).toEqual([]);
});

it('does not tell those who read the stream or wait for the answer', async () => {
  const [reader, waiter] = [await world.userWith(5), await world.userWith(5)];
  takes(21_000);
  const { live } = await world.start(world.ctxOf(reader), REQUEST);
  await partsOf(live!.read());
  await world.run(world.ctxOf(waiter), REQUEST);
  expect(await told(reader)).toEqual([]);
  expect(await told(waiter)).toEqual([]);
});

it('tells those who stopped reading before the end', async () => {
  const userId = await world.userWith(5);
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers(['An', ' answer.'], async (index) => {
    if (index === 0) return;
    await gate.promise;
    world.clock.advance(21_000);
  });
  const { live } = await world.start(world.ctxOf(userId), REQUEST);
  for await (const { chunk } of live!.read()) if (chunk?.type === 'text-delta') break;
  gate.resolve();
  await live!.finished;
  expect(await told(userId)).toHaveLength(1);
});

it('tells the owner of a film whose process died, and of no other run', async () => {
  const userId = await world.userWith(50);
  const dead = { instanceId: '0198a000-0000-7000-8000-0000000000dd' };
  const never = () => new Promise<void>(() => {});
  world.ai.script = answers('x', never);
  const films: string[] = [];
  for (const kind of ['video', 'text']) {
    const prompt = `A ${kind}`;
    const { run } = await world.start(world.ctxOf(userId, dead), { ...REQUEST, input: { prompt } });
    await world.db.sql('UPDATE runs SET kind = $2::run_kind WHERE id = $1::uuid RETURNING id', [run.id, kind]);
    if (kind === 'video') films.push(run.id);
  }
  const deadOwnersBefore = new Date(world.clock.now().getTime() - 30_000);
  await sweepRuns({ ctx: world.system(), input: { deadOwnersBefore, embedded: true } });
  expect(await told(userId)).toMatchObject([
    { kind: 'run_failed', data: { runId: films[0], kind: 'video', title: 'A video', reason: 'interrupted' } },
  ]);
});

it('tells neither programs nor of what was stopped', async () => {
  const [program, person] = [await world.userWith(5), await world.userWith(5)];
  takes(21_000);
  const actor = { type: 'apiKey', userId: program, keyId: 'k', scopes: [], plan: 'free' } as const;
  await (
    await world.start({ ...world.ctxOf(program), actor }, REQUEST)
  ).live!.finished;
  expect(await told(program)).toEqual([]);
  world.ai.script = answers(['A', 'B'], async (index) => {
    if (index === 0) return;
    world.clock.advance(21_000);
    await new Promise(() => {});
  });
  const { live } = await world.start(world.ctxOf(person), REQUEST);
  while (live!.text === '') await new Promise((resolve) => setTimeout(resolve, 5));
  live!.stop('cancelled');
  expect(await live!.finished).toMatchObject({ status: 'cancelled' });
  expect(await told(person)).toEqual([]);
});
