import { randomUUID } from 'node:crypto';
import type { ChainEnd } from '@/lib/ai/types';
import { dropJobs, sweepRuns } from '@/lib/tools';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { PICTURE, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

const JOB = { provider: 'alpha', ticket: '/fal-ai/wan/requests/1' };
const ACCEPTED = { ...JOB, model: STANDARD.id, canDrop: true };

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.sql('DELETE FROM upstream_jobs');
  Object.assign(world.ai, { dropped: [], answersDrop: true });
});

const written = () =>
  world.db.sql<{ run: string; provider: string; ticket: string }>(
    'SELECT run_id::text AS run, provider, ticket FROM upstream_jobs ORDER BY accepted_at',
  );

async function until(test: () => Promise<boolean>): Promise<void> {
  for (const endsAt = Date.now() + 5_000; !(await test());) {
    if (Date.now() > endsAt) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A run whose provider has accepted a job: `settle()` says that the job is done with, `finish()` ends the run. */
async function ordered(instanceId: string = randomUUID()) {
  const [gate, settled] = [Promise.withResolvers<void>(), Promise.withResolvers<() => void>()];
  const end: ChainEnd = { status: 'failed', code: 'provider_timeout', afterContent: false, usage: {} };
  world.ai.script = async function* () {
    yield { type: 'job', job: ACCEPTED, settle: settled.resolve };
    await gate.promise;
    yield { type: 'end', end };
  };
  const ctx = world.ctxOf(await world.userWith(5), { instanceId });
  const { run, live } = await world.start(ctx, { ...REQUEST, fresh: true });
  const settle = await settled.promise;
  await until(async () => (await written()).length > 0);
  return {
    id: run.id,
    settle,
    finish: async () => {
      gate.resolve();
      await live!.finished;
    },
  };
}

const drop = () => dropJobs({ ctx: world.system() });
const sweep = () => sweepRuns({ ctx: world.system(), input: { deadOwnersBefore: new Date(0), embedded: true } });

describe('a job that a provider has accepted', () => {
  it('is written down with its run, and struck out when it is done or dropped', async () => {
    const { id, settle, finish } = await ordered();
    expect(await written()).toEqual([{ run: id, ...JOB }]);
    settle();
    await until(async () => (await written()).length === 0);
    await finish();
  });

  it('is left alone while its run goes on', async () => {
    const { finish } = await ordered();
    world.clock.advance(60_000);
    expect(await drop()).toEqual({ dropped: 0 });
    expect(world.ai.dropped).toEqual([]);
    await finish();
  });

  it('is dropped after a crash: the run is refunded, and the provider asked once', async () => {
    const { finish } = await ordered();
    expect(await sweep()).toEqual({ ended: 1 });
    world.clock.advance(15_000);
    expect(await drop()).toEqual({ dropped: 1 });
    expect(await drop()).toEqual({ dropped: 0 });
    expect([world.ai.dropped, await written()]).toEqual([[JOB], []]);
    await finish();
    expect(await world.verify()).toMatchObject({ ok: true });
  });

  it('is first left to the process that ordered it', async () => {
    const { finish } = await ordered();
    await finish();
    world.clock.advance(14_000);
    expect(await drop()).toEqual({ dropped: 0 });
    world.clock.advance(1_000);
    expect(await drop()).toEqual({ dropped: 1 });
  });

  it('is asked about again while its provider does not answer, and given up after six hours', async () => {
    const { finish } = await ordered();
    await finish();
    world.ai.answersDrop = false;
    world.clock.advance(60_000);
    expect(await drop()).toEqual({ dropped: 0 });
    expect(await drop()).toEqual({ dropped: 0 });
    expect([world.ai.dropped.length, (await written()).length]).toEqual([2, 1]);
    world.clock.advance(6 * 3_600_000);
    expect(await drop()).toEqual({ dropped: 1 });
    expect(await written()).toEqual([]);
  });

  it('does not keep a run from its end where it cannot be written down', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const sql: typeof ctx.db.sql = (text, ...rest) =>
      text.includes('upstream_jobs') ? Promise.reject(new Error('the table is away')) : ctx.db.sql(text, ...rest);
    world.ai.script = async function* ({ candidates }) {
      const { provider, id: model } = candidates[0]!;
      yield { type: 'job', job: ACCEPTED, settle: (settle) => settle() };
      yield { type: 'committed', provider, model };
      yield { type: 'text', delta: 'Made.' };
      yield { type: 'end', end: { status: 'succeeded', provider, model, usage: {} } };
    };
    const run = await world.run({ ...ctx, db: { ...ctx.db, sql } }, { ...REQUEST, fresh: true });
    expect(run).toMatchObject({ status: 'succeeded', output: { text: 'Made.' } });
  });

  it('is not written down where the provider could not be asked', async () => {
    world.ai.script = async function* () {
      yield { type: 'job', job: { ...ACCEPTED, canDrop: false } };
      yield { type: 'end', end: { status: 'failed', code: 'provider_timeout', afterContent: false, usage: {} } };
    };
    await world.run(world.ctxOf(await world.userWith(5)), { ...REQUEST, fresh: true }).catch(() => {});
    expect(await written()).toEqual([]);
  });

  it.each([
    ['timeout_first_content', 6_000_000n],
    ['cancelled', 6_000_000n],
    ['server_error', null],
  ] as const)('that ends with %s counts as paid, also in the provider’s day: %s', async (outcome, nano) => {
    const costed = { ...PICTURE, cost: { perImage: 6_000 } };
    const ai = scriptedAi(
      async function* () {
        yield { type: 'job', job: { ...JOB, model: costed.id, canDrop: false } };
        yield { type: 'attempt', attempt: { provider: 'alpha', model: costed.id, outcome, ms: 9 } };
        yield { type: 'end', end: { status: 'failed', code: 'provider_timeout', afterContent: false, usage: {} } };
      },
      [costed],
    );
    await world.db.sql('DELETE FROM run_cost_shares');
    const ctx = world.ctxOf(await world.userWith(50), { ai });
    await world.run(ctx, { toolId: 'image-generation', input: { prompt: 'A sea' }, fresh: true }).catch(() => {});
    const shares = await world.db.sql<{ provider: string; cost: string }>(
      'SELECT provider, cost_nano_usd::text AS cost FROM run_cost_shares',
    );
    expect(shares).toEqual(nano === null ? [] : [{ provider: 'alpha', cost: nano.toString() }]);
  });

  it('is nobody’s business but the server’s', async () => {
    const ctx = world.ctxOf(await world.userWith(0));
    await expect(dropJobs({ ctx })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
