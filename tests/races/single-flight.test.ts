import { randomUUID } from 'node:crypto';
import { createAi } from '@/lib/ai';
import { systemClock } from '@/lib/clock';
import { parseEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { createKv } from '@/lib/redis';
import { listRuns, type RunView } from '@/lib/runs';
import { cancelRun, sweepRuns } from '@/lib/tools';
import { startOpenAiWireServer, type WireServer } from '@/tests/support/openai-wire-server';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

const MANY = 100;
let world: RunWorld;
let provider: WireServer;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  provider = await startOpenAiWireServer();
}, 240_000);
afterAll(async () => {
  await Promise.all([world.close(), provider.close()]);
});
beforeEach(() => world.configure({ prices: { ownRepeat: 0.5 } }));
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** A person with credits, over a real wire. */
async function person(credits = 100) {
  const servers = [{ id: 'local', label: 'Local', baseUrl: provider.url, models: ['model'] }];
  const env = parseEnv({ OPENAI_COMPATIBLE_SERVERS: JSON.stringify(servers) });
  const ai = createAi({ env, kv: await createKv(env), clock: systemClock, log: world.ctx().log });
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId, { ai }) };
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(new Error(String(error))));
const pieces = Array.from({ length: 20 }, (_, index) => `word${index} `);

it(`asks the provider once for ${MANY} identical requests at once, and answers all of them alike`, async () => {
  provider.setDefault({ do: 'ok', pieces, delayMs: 5 });
  const { userId, ctx } = await person();
  const before = provider.requests.length;
  const runs = await Promise.all(Array.from({ length: MANY }, () => world.run(ctx)));
  expect(provider.requests.length - before).toBe(1);
  expect(new Set(runs.map((run) => run.output.text))).toEqual(new Set([pieces.join('')]));
  expect(new Set(runs.map(({ id }) => id)).size).toBe(MANY);
  const paid = runs.filter(({ cached }) => !cached);
  expect(paid).toHaveLength(1);
  expect(await world.available(userId)).toBe(100 - paid[0]!.credits.charged - (MANY - 1) * 0.5);
}, 240_000);

it('asks once, too, where the answer comes at once and beginnings and endings cross', async () => {
  provider.setDefault({ do: 'ok', text: 'Quick.' });
  for (let round = 0; round < 10; round++) {
    const { ctx } = await person();
    const before = provider.requests.length;
    const runs = await Promise.all(Array.from({ length: 15 }, () => world.run(ctx)));
    expect(provider.requests.length - before).toBe(1);
    expect(runs.every(({ status }) => status === 'succeeded')).toBe(true);
  }
}, 240_000);

it('fails all of them with one failing call, and charges nobody', async () => {
  provider.setDefault({ do: 'status', status: 400 });
  const { userId, ctx } = await person();
  const before = provider.requests.length;
  const codes = await Promise.all(Array.from({ length: MANY }, () => world.run(ctx).then(() => 'answered', codeOf)));
  const asked = provider.requests.length - before;
  expect(new Set(codes)).toEqual(new Set(['invalid_input']));
  // A failure is not kept: who came after it asks again.
  expect(asked).toBeLessThan(MANY / 2);
  expect(await world.available(userId)).toBe(100);
  const keys = await world.db.sql(`SELECT 1 AS one FROM idempotency_keys WHERE scope LIKE $1::text`, [
    `user:${userId}:%`,
  ]);
  expect(keys).toHaveLength(0);
}, 240_000);

it('pays as many as the balance lasts for, and the others say so', async () => {
  world.configure({ prices: { ownRepeat: 1 } });
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers('An answer.', () => gate.promise);
  const userId = await world.userWith(15);
  const ctx = world.ctxOf(userId);
  const outcomes = Array.from({ length: 40 }, () => world.run(ctx).then(({ status }) => status, codeOf));
  while ((await listRuns({ ctx, input: { limit: 100 } })).items.length < 40) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  gate.resolve();
  const ended = await Promise.all(outcomes);
  expect(ended.filter((outcome) => outcome === 'succeeded')).toHaveLength(1 + 10);
  expect(ended.filter((outcome) => outcome === 'insufficient_credits')).toHaveLength(29);
  expect(await world.available(userId)).toBe(0);
}, 240_000);

it('leaves nobody waiting when the leader is stopped, followers leave and its process is swept, all at once', async () => {
  for (let round = 0; round < 10; round++) {
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers(['First. ', 'Rest.'], (index) => (index === 0 ? Promise.resolve() : gate.promise));
    const userId = await world.userWith(20);
    const ctx = world.ctxOf(userId, { instanceId: randomUUID() });
    const leader = await world.start(ctx);
    const followers = await Promise.all(Array.from({ length: 6 }, () => world.start(ctx)));
    expect(followers.every(({ run }) => run.joined)).toBe(true);
    const sweep = () => sweepRuns({ ctx: world.system(), input: { deadOwnersBefore: new Date(0), embedded: true } });
    const stop = (id: string) => cancelRun({ ctx, input: { id } });
    const work: Promise<unknown>[] = [stop(followers[0]!.run.id), stop(followers[1]!.run.id)];
    if (round % 3 === 0) work.push(sweep());
    if (round % 3 === 1) work.push(stop(leader.run.id));
    gate.resolve();
    await Promise.all([...work, leader.live!.finished, ...followers.map(({ live }) => live!.finished)]);
    const { items } = await listRuns({ ctx, input: {} });
    expect(items.filter(({ status }: RunView) => status === 'running')).toEqual([]);
    const charged = items.reduce((sum, { credits }) => sum + credits.charged, 0);
    expect(await world.available(userId)).toBe(20 - charged);
  }
}, 240_000);

it('shares one call over two instances', async () => {
  const [here, there] = [await person(), world];
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers('An answer.', () => gate.promise);
  const ids = [randomUUID(), randomUUID()];
  for (const id of ids) {
    await there.db.sql(
      `INSERT INTO instances (id, started_at, last_seen_at) VALUES ($1::uuid, $2::timestamptz, $2::timestamptz) RETURNING id`,
      [id, world.clock.now()],
    );
  }
  const other = await runWorld(world.db);
  other.configure({ prices: { ownRepeat: 0.5 } });
  const before = world.ai.calls.length;
  const started = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const side = index % 2 === 0 ? world : other;
      other.ai.script = world.ai.script;
      return side.run(side.ctxOf(here.userId, { instanceId: ids[index % 2]!, clock: world.clock }), REQUEST);
    }).map((run, index) => {
      if (index === 19) setTimeout(gate.resolve, 300);
      return run;
    }),
  );
  expect(world.ai.calls.length - before + other.ai.calls.length).toBe(1);
  expect(new Set(started.map(({ output }) => output.text))).toEqual(new Set(['An answer.']));
  await other.close();
}, 240_000);
