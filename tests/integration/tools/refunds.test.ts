import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { readRun } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { partsOf, REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(() => {
  world.configure({});
  world.ai.script = answers('An answer.');
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to be refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  );

const DAY_MS = 86_400_000;

describe('refunds for refused content', () => {
  const refused = async (ctx: Ctx, times: number) => {
    world.ai.script = fails('moderated');
    for (let n = 0; n < times; n++) expect(await refusal(world.run(ctx))).toMatchObject({ code: 'moderated' });
    world.ai.script = answers('An answer.');
  };

  it('stop new runs at the limit, saying when there is room again, and charge nothing', async () => {
    world.configure({ runs: { moderationRefundsPerDay: 2 } });
    const userId = await world.userWith(12);
    const ctx = world.ctxOf(userId);
    await refused(ctx, 1);
    world.clock.advance(3_600_000);
    await refused(ctx, 1);
    const calls = world.ai.calls.length;
    const error = await refusal(world.run(ctx));
    const retryAt = new Date(ctx.clock.now().getTime() + DAY_MS - 3_600_000).toISOString();
    expect(error).toMatchObject({ code: 'cap_reached', status: 429, extra: { retryAt }, retryAfterSeconds: 82_800 });
    expect(error.detail).toContain(retryAt.slice(11, 16));
    expect(world.ai.calls.length).toBe(calls);
    expect(await world.available(userId)).toBe(12);
  });

  it('leave no record of the refusal: the same key runs once there is room', async () => {
    world.configure({ runs: { moderationRefundsPerDay: 1 } });
    const ctx = world.ctxOf(await world.userWith(5));
    await refused(ctx, 1);
    expect(await refusal(world.run(ctx, REQUEST, { key: 'later' }))).toMatchObject({ code: 'cap_reached' });
    world.clock.advance(DAY_MS);
    expect(await world.run(ctx, REQUEST, { key: 'later' })).toMatchObject({ status: 'succeeded' });
  });

  it("count for one person only, and other failures don't count", async () => {
    world.configure({ runs: { moderationRefundsPerDay: 1 } });
    await refused(world.ctxOf(await world.userWith(5)), 1);
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = fails('invalid_input');
    await refusal(world.run(ctx));
    world.ai.script = answers('An answer.');
    expect(await world.run(ctx)).toMatchObject({ status: 'succeeded' });
  });

  it('still let kept answers be read', async () => {
    world.configure({ runs: { moderationRefundsPerDay: 1 } });
    const ctx = world.ctxOf(await world.userWith(5));
    await world.run(ctx);
    await world.give((ctx.actor as { userId: string }).userId, 5);
    world.ai.script = fails('moderated');
    await refusal(world.run(ctx, { ...REQUEST, fresh: true }));
    expect(await world.run(ctx)).toMatchObject({ cached: true });
  });
});

describe('a refund', () => {
  /** A context whose `run_finish` waits before it is sent, and tells when it is done. */
  async function held() {
    const userId = await world.userWith(5);
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const events: string[] = [];
    const base = world.ctxOf(userId);
    const sql: Ctx['db']['sql'] = async (text, values) => {
      const isEnd = text.includes('run_finish');
      if (isEnd) {
        reached.resolve();
        await gate.promise;
      }
      const rows = await base.db.sql(text, values);
      if (isEnd) events.push('refunded');
      return rows as never;
    };
    return { userId, reached, gate, events, ctx: { ...base, db: { ...base.db, sql } } };
  }

  it('is committed before anybody is told of the failure: whoever waits, streams or looks', async () => {
    const { userId, reached, gate, events, ctx } = await held();
    world.ai.script = fails('provider_unavailable', 'Half an ans');
    const started = await world.start(ctx);
    const waiting = started.live!.finished.then(() => events.push('told'));
    const streaming = partsOf(await readRun({ ctx, input: { id: started.run.id, lastId: 0 } })).then((parts) => {
      events.push('streamed');
      return parts;
    });
    await reached.promise;
    // Everything that could tell of the end has had its turn.
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toEqual([]);
    expect(await world.available(userId)).toBe(0);
    gate.resolve();
    await Promise.all([waiting, streaming]);
    expect(events[0]).toBe('refunded');
    expect([...events].sort()).toEqual(['refunded', 'streamed', 'told']);
    expect(await world.available(userId)).toBe(5);
  });
});
