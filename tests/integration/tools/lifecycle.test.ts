import { randomUUID } from 'node:crypto';
import { uiMessageChunkSchema } from 'ai';
import { AppError } from '@/lib/errors';
import { getRun, readRun, streamResponse } from '@/lib/runs';
import { cancelRun, endOrphanRuns, stopAll, sweepRuns, type Execution } from '@/lib/tools';
import { openTestDb } from '@/tests/support/test-db';
import { partsOf, REQUEST, runWorld, textOf, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.configure({}));
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** A model that speaks one piece for every `step()`. */
function stepwise(pieces: string[]) {
  const gates = pieces.map(() => Promise.withResolvers<void>());
  world.ai.script = answers(pieces, (index) => gates[index]!.promise);
  let next = 0;
  return {
    step: async (run: Execution) => {
      const length = run.live!.text.length + pieces[next]!.length;
      gates[next++]!.resolve();
      while (run.live!.text.length < length) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    finish: () => gates.forEach((gate) => gate.resolve()),
  };
}

const never = () => new Promise<void>(() => {});

describe('a stopped run', () => {
  it('is free before the first content', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    world.ai.script = answers('Never said.', never);
    const { run } = await world.start(ctx);
    const ended = await cancelRun({ ctx, input: { id: run.id } });
    expect(ended).toMatchObject({
      status: 'cancelled',
      output: {},
      credits: { charged: 0, refunded: 5, reason: 'cancelled' },
    });
    expect(await world.available(userId)).toBe(5);
  });

  it('costs a fifth at least after the first content, and keeps the text', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const model = stepwise(['Some words ', 'never said']);
    const execution = await world.start(ctx);
    await model.step(execution);
    const ended = await cancelRun({ ctx, input: { id: execution.run.id } });
    expect(ended).toMatchObject({
      status: 'cancelled',
      output: { text: 'Some words ' },
      credits: { charged: 1, refunded: 4, reason: 'cancelled_partly' },
    });
    expect(await getRun({ ctx, input: { id: ended.id } })).toEqual(ended);
    expect(await world.available(userId)).toBe(4);
  });

  it('says so where nothing of the price was left to give back', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['x'.repeat(4_001), 'more']);
    const execution = await world.start(ctx);
    await model.step(execution);
    expect(await cancelRun({ ctx, input: { id: execution.run.id } })).toMatchObject({
      status: 'cancelled',
      message: 'You stopped this run. As much as its price pays for had arrived by then.',
      credits: { charged: 5, refunded: 0 },
    });
  });

  it('costs in proportion to what arrived, four characters a token', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['x'.repeat(2_000), 'more']);
    const execution = await world.start(ctx);
    await model.step(execution);
    expect((await cancelRun({ ctx, input: { id: execution.run.id } })).credits).toMatchObject({
      charged: 2.5,
      refunded: 2.5,
    });
  });

  it('stays as it ended when it had ended', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Done.');
    const run = await world.run(ctx);
    expect(await cancelRun({ ctx, input: { id: run.id } })).toEqual(run);
  });

  it('is stopped by its owner only', async () => {
    const model = stepwise(['Mine.']);
    const execution = await world.start(world.ctxOf(await world.userWith(5)));
    const stranger = world.ctxOf(await world.userWith(0));
    for (const id of [execution.run.id, randomUUID(), 'nonsense']) {
      await expect(cancelRun({ ctx: stranger, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    }
    model.finish();
    expect(await execution.live!.finished).toMatchObject({ status: 'succeeded' });
  });

  it('hears of a stop asked for in another process', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['First ', 'second']);
    const execution = await world.start(ctx);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    expect(await cancelRun({ ctx: elsewhere, input: { id: execution.run.id } })).toMatchObject({ status: 'running' });
    await model.step(execution);
    expect(await execution.live!.finished).toMatchObject({ status: 'cancelled', output: { text: 'First ' } });
  });
});

describe('a stream', () => {
  it('is made of valid parts and ends with the run', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers(['One ', 'two ', 'three.']);
    const { live } = await world.start(ctx);
    const parts = await partsOf(live!.read());
    const schema = uiMessageChunkSchema();
    for (const { chunk } of parts.slice(0, -1)) expect(await schema.validate!(chunk)).toMatchObject({ success: true });
    expect(parts.map(({ chunk }) => chunk?.type ?? '[DONE]').filter((type) => type !== 'text-delta')).toEqual([
      'start',
      'text-start',
      'text-end',
      'data-run',
      'finish',
      '[DONE]',
    ]);
    expect(textOf(parts)).toBe('One two three.');
    const ids = parts.map((part) => part.id);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  });

  it('goes out as server-sent events, each with its id', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Hello.');
    const { run, live } = await world.start(ctx);
    const response = streamResponse(run.id, live!.read());
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('x-run-id')).toBe(run.id);
    const events = (await response.text()).split('\n\n').filter((event) => event !== '' && !event.startsWith(':'));
    for (const event of events) expect(event).toMatch(/^id: \d+\ndata: /);
    expect(events.at(-1)).toMatch(/data: \[DONE\]$/);
  });

  it('tells the first content at once, long before the end', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['First', ' last']);
    const execution = await world.start(ctx);
    const reader = execution.live!.read();
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'start' } });
    await model.step(execution);
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'text-start' } });
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'text-delta', delta: 'First' } });
    expect(execution.live!.result).toBeNull();
    model.finish();
    await execution.live!.finished;
  });

  it('goes on when nobody listens any more', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const model = stepwise(['Half ', 'and whole.']);
    const execution = await world.start(ctx);
    const body = streamResponse(execution.run.id, execution.live!.read()).body!.getReader();
    await body.read();
    await body.cancel();
    model.finish();
    expect(await execution.live!.finished).toMatchObject({ status: 'succeeded', output: { text: 'Half and whole.' } });
    expect(await world.available(userId)).toBe(0);
  });

  it('resumes behind any event without a gap or a repeat, live and from the database', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['Alpha ', 'beta ', 'gamma ', 'delta.']);
    const execution = await world.start(ctx);
    const input = { id: execution.run.id, lastId: 0 };
    const whole = partsOf(execution.live!.read());
    for (let index = 0; index < 4; index++) {
      await model.step(execution);
      // Longer than the time in which deltas are joined, so that several are told.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const parts = await whole;
    expect(parts.filter(({ chunk }) => chunk?.type === 'text-delta').length).toBeGreaterThan(2);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    for (const [index, { id }] of parts.entries()) {
      for (const reader of [ctx, elsewhere]) {
        const rest = await partsOf(await readRun({ ctx: reader, input: { ...input, lastId: id } }));
        expect(textOf(parts.slice(0, index + 1)) + textOf(rest)).toBe('Alpha beta gamma delta.');
        const told = [...parts.slice(0, index + 1), ...rest].map(({ chunk }) => chunk?.type ?? '[DONE]');
        const once = told.filter((type) => type !== 'text-delta' && type !== '[DONE]');
        expect(once).toEqual(['start', 'text-start', 'text-end', 'data-run', 'finish']);
        expect(rest.at(-1)?.chunk).toBeNull();
      }
    }
  });

  it('follows a run of another process as its text is saved', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(['Saved text ', 'and the rest.']);
    const execution = await world.start(ctx);
    await model.step(execution);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    const reader = await readRun({ ctx: elsewhere, input: { id: execution.run.id, lastId: 0 } });
    const first = [await reader.next(), await reader.next(), await reader.next()].map(({ value }) => value!);
    expect(textOf(first)).toBe('Saved text ');
    model.finish();
    const rest = await partsOf(reader);
    expect(textOf(rest)).toBe('and the rest.');
    expect(rest.find(({ chunk }) => chunk?.type === 'data-run')?.chunk).toMatchObject({
      data: { status: 'succeeded' },
    });
  });

  it("is nobody else's", async () => {
    const { run, live } = await world.start(world.ctxOf(await world.userWith(5)));
    await live!.finished;
    const stranger = world.ctxOf(await world.userWith(0));
    await expect(readRun({ ctx: stranger, input: { id: run.id, lastId: 0 } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('tells a failure and a stop in its last parts', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Never.', never);
    const { run, live } = await world.start(ctx);
    const parts = partsOf(live!.read());
    await cancelRun({ ctx, input: { id: run.id } });
    expect((await parts).map(({ chunk }) => chunk?.type ?? '[DONE]')).toEqual([
      'start',
      'data-run',
      'abort',
      'finish',
      '[DONE]',
    ]);
  });
});

it('costs what was quoted, though the operator has changed the price since', async () => {
  const ctx = world.ctxOf(await world.userWith(5));
  const model = stepwise(['Quoted at five.']);
  const { live } = await world.start(ctx);
  world.configure({ prices: { text: { standard: 3 } } });
  model.finish();
  expect((await live!.finished).credits).toMatchObject({ quoted: 5, charged: 5, refunded: 0 });
});

describe('an interrupted run', () => {
  const dead = (change = {}) => ({ deadOwnersBefore: new Date(0), embedded: true, ...change });

  it('is ended and refunded once by the next process, and keeps what was saved', async () => {
    const userId = await world.userWith(5);
    const crashed = world.ctxOf(userId, { instanceId: randomUUID() });
    const model = stepwise(['Saved. ', 'never']);
    const execution = await world.start(crashed);
    await model.step(execution);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
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
    const model = stepwise(['Just in time.']);
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
  }, 30_000);

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
    const model = stepwise(['Driven.']);
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
    const model = stepwise(['Half an answer', ' never']);
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
  }, 15_000);
});
