import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { getRun } from '@/lib/runs';
import { endOrphanRuns, stopAll, sweepRuns, type Execution } from '@/lib/tools';
import { REQUEST, type RunWorld } from '@/tests/support/run-world';
import { worldPerFile } from '@/tests/support/run-worlds';
import { answers } from '@/tests/support/scripted-ai';
import { never, stepwise } from '@/tests/support/stepwise';

let world: RunWorld;
worldPerFile((own) => {
  world = own;
});

/** What has come of a run is stored about once a second. */
async function saved(id: string): Promise<void> {
  const find = "SELECT 1 FROM runs WHERE id = $1::uuid AND output ->> 'text' <> ''";
  while ((await world.db.sql(find, [id])).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('an interrupted run', () => {
  const dead = (change = {}) => ({ deadOwnersBefore: new Date(0), embedded: true, ...change });

  it('is ended and refunded once by the next process, and keeps what was saved', async () => {
    const userId = await world.userWith(5);
    const crashed = world.ctxOf(userId, { instanceId: randomUUID() });
    const model = stepwise(world, ['Saved. ', 'never']);
    const execution = await world.start(crashed);
    await model.step(execution);
    await saved(execution.run.id);
    expect(await world.available(userId)).toBe(0);
    const sweeps = await Promise.all([1, 2, 3].map(() => sweepRuns({ ctx: world.system(), input: dead() })));
    expect(sweeps.reduce((sum, { ended }) => sum + ended, 0)).toBe(1);
    const ctx = world.ctxOf(userId);
    const stored = await getRun({ ctx, input: { id: execution.run.id } });
    expect(stored).toMatchObject({
      status: 'failed',
      output: { text: 'Saved. ' },
      credits: { charged: 0, refunded: 5, reason: 'interrupted' },
    });
    expect(await world.available(userId)).toBe(5);

    // The dead process was only slow: its late result charges nothing and changes nothing.
    model.finish();
    expect(await execution.live!.finished).toMatchObject({ status: 'failed', credits: { charged: 0 } });
    expect(await world.available(userId)).toBe(5);
    expect(world.lines).toContainEqual({ level: 'warn', message: 'a run had ended before its result came' });
  });

  it('is ended when its deadline is over, whoever owns it', async () => {
    const userId = await world.userWith(5);
    world.ai.script = answers('Never.', never);
    const { run, live } = await world.start(world.ctxOf(userId));
    expect(await sweepRuns({ ctx: world.system(), input: dead() })).toEqual({ ended: 0 });
    world.clock.advance(151_000);
    expect(await sweepRuns({ ctx: world.system(), input: dead() })).toEqual({ ended: 1 });
    expect(await getRun({ ctx: world.ctxOf(userId), input: { id: run.id } })).toMatchObject({ status: 'failed' });
    live!.stop('interrupted');
    await live!.finished;
  });

  it('keeps its idempotency record when it ended just before the sweep: the same key pays once', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    const model = stepwise(world, ['Just in time.']);
    const key = randomUUID();
    const execution = await world.start(ctx, REQUEST, { key });
    const system = world.system({ instanceId: randomUUID() });
    const slow: typeof ctx.db.sql = async (text, values) => {
      const rows = await ctx.db.sql<never>(text, values);
      model.finish();
      await execution.live!.finished;
      return rows;
    };
    expect(await sweepRuns({ ctx: { ...system, db: { ...ctx.db, sql: slow } }, input: dead() })).toEqual({ ended: 0 });
    expect(await world.start(ctx, REQUEST, { key })).toMatchObject({ repeated: true, run: { status: 'succeeded' } });
    expect(await world.available(userId)).toBe(5);
  });

  it('is ended with all others of a crash, however many, and whatever became of one of them', async () => {
    const crashed = world.ctxOf(await world.userWith(1_025), { instanceId: randomUUID() });
    world.ai.script = answers('Never.', never);
    const runs: Execution[] = [];
    for (let index = 0; index < 205; index++) runs.push(await world.start(crashed, { ...REQUEST, fresh: true }));
    const system = world.system();
    const broken: typeof system.db.sql = (text, values) =>
      values?.[0] === runs[0]!.run.id ? Promise.reject(new Error('broken')) : system.db.sql(text, values);
    const faulty = { ...system, db: { ...system.db, sql: broken } };
    expect(await sweepRuns({ ctx: faulty, input: dead() })).toEqual({ ended: 204 });
    expect(await sweepRuns({ ctx: system, input: dead() })).toEqual({ ended: 1 });
    for (const { live } of runs) live!.stop('interrupted');
    await Promise.all(runs.map(({ live }) => live!.finished));
  }, 180_000);

  it('is left alone while its instance is seen', async () => {
    const instanceId = randomUUID();
    const ctx = world.ctxOf(await world.userWith(5), { instanceId });
    world.ai.script = answers('Never.', never);
    const { live } = await world.start(ctx);
    const server = dead({ embedded: false, deadOwnersBefore: new Date(world.clock.now().getTime() + 1) });
    await world.db.sql(
      'INSERT INTO instances (id, started_at, last_seen_at) VALUES ($1::uuid, $2::timestamptz, $2::timestamptz) RETURNING id',
      [instanceId, new Date(world.clock.now().getTime() + 1_000)],
    );
    expect(await sweepRuns({ ctx: world.system(), input: server })).toEqual({ ended: 0 });
    await world.db.sql('UPDATE instances SET stopped_at = now() WHERE id = $1::uuid RETURNING id', [instanceId]);
    expect(await sweepRuns({ ctx: world.system(), input: server })).toEqual({ ended: 1 });
    live!.stop('interrupted');
    await live!.finished;
  });

  it('is ended by its own process when that does not drive it, and only then', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    const model = stepwise(world, ['Driven.']);
    const driven = await world.start(ctx);
    // As when the start was committed and every answer to it was lost: nobody opened a live run for it.
    const lost = await world.start(ctx, { ...REQUEST, fresh: true });
    const forgetful = { ...ctx.live, active: () => ctx.live.active().filter((run) => run.id !== lost.run.id) };
    const orphans = () => endOrphanRuns({ ctx: world.system({ live: forgetful }) });
    expect(await orphans()).toEqual({ ended: 0 });
    world.clock.advance(31_000);
    expect(await orphans()).toEqual({ ended: 1 });
    expect(await getRun({ ctx, input: { id: lost.run.id } })).toMatchObject({
      status: 'failed',
      credits: { charged: 0, refunded: 5 },
    });
    expect(await getRun({ ctx, input: { id: driven.run.id } })).toMatchObject({ status: 'running' });
    model.finish();
    await Promise.all([driven.live!.finished, lost.live!.finished]);
    expect(await world.available(userId)).toBe(5);
    await expect(endOrphanRuns({ ctx })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is swept by the server only', async () => {
    const ctx = world.ctxOf(await world.userWith(0));
    await expect(sweepRuns({ ctx, input: dead() })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refunded in full when the server stops, whatever had arrived', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    const model = stepwise(world, ['Half an answer', ' never']);
    const execution = await world.start(ctx);
    await model.step(execution);
    await stopAll({ ctx: world.system(), input: { reason: 'server_stopping' } });
    expect(execution.live!.result).toMatchObject({
      status: 'failed',
      output: { text: 'Half an answer' },
      code: 'provider_unavailable',
      credits: { charged: 0, reason: 'server_stopping' },
    });
    expect(await world.available(userId)).toBe(10);
  });

  it('is stopped also when it began while the server was stopping others', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    world.ai.script = answers('Never.', never);
    const begun = Promise.withResolvers<Execution>();
    const held: typeof ctx.db.sql = async (text, values) => {
      if (text.includes('run_finish')) await begun.promise;
      return ctx.db.sql(text, values);
    };
    await world.start({ ...ctx, db: { ...ctx.db, sql: held } }, { ...REQUEST, fresh: true });
    const stopping = stopAll({ ctx: world.system(), input: { reason: 'server_stopping' } });
    const late = await world.start(ctx, { ...REQUEST, fresh: true });
    begun.resolve(late);
    await stopping;
    expect(late.live!.result).toMatchObject({ credits: { charged: 0, reason: 'server_stopping' } });
    expect(await world.available(userId)).toBe(10);
  });

  it('counts as interrupted when its result cannot be stored, and the sweep returns the hold', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const away: typeof ctx.db.sql = (text, values) => {
      if (text.includes('run_finish')) return Promise.reject(new Error('connection refused'));
      return ctx.db.sql(text, values);
    };
    world.ai.script = answers('Lost.');
    const error: unknown = await world
      .run({ ...ctx, db: { ...ctx.db, sql: away } }, REQUEST)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ extra: { run: { credits: { charged: 0, reason: 'interrupted' } } } });
    expect(await world.available(userId)).toBe(0);
    world.clock.advance(151_000);
    expect(await sweepRuns({ ctx: world.system(), input: dead() })).toEqual({ ended: 1 });
    expect(await world.available(userId)).toBe(5);
  }, 180_000);
});
