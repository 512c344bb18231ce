import { randomUUID } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { getCredits, reserve } from '@/lib/credits';
import { openDb, type Db } from '@/lib/db';
import { createJobStats, startJobs, type Job, type Jobs } from '@/lib/jobs';
import { atEndOfFile } from '@/tests/support/cleanup';
import { handClock, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { createServerDatabase } from '@/tests/support/server-template';
import { openTestDb } from '@/tests/support/test-db';

/** With TEST_DATABASE_URL through the queue, else in process: the same rules in both. */
const server = process.env.TEST_DATABASE_URL;

interface Ground {
  db: Db;
  url: string | undefined;
}

async function ground(): Promise<Ground> {
  if (!server) return { db: await openTestDb(), url: undefined };
  const { url, drop } = await createServerDatabase(server, `megicai_jobs_${randomUUID().replaceAll('-', '')}`);
  atEndOfFile(drop);
  const db = await openDb({ dataDir: null, url, poolSize: 8 });
  atEndOfFile(() => db.close());
  return { db, url };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(found: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(50)) if (await found()) return;
  throw new Error('it did not happen in time');
}

/** Real time, as the server's slots are. */
const realClock = () => ({ ...handClock(), now: () => new Date() });

const instance = (db: Db): LedgerWorld => ledgerWorld(db, realClock());

describe('two instances on one database', () => {
  it('do each job once a slot, and go on when one of them dies', async () => {
    const { db, url } = await ground();
    const done: { slot: number; by: string }[] = [];
    const slotSeconds = 2;
    const job = (by: string): Job => ({
      name: 'count',
      slotSeconds,
      work: async (ctx) => {
        const [{ at } = { at: 0 }] = await ctx.db.sql<{ at: number }>(
          'SELECT extract(epoch FROM clock_timestamp())::float8 AS at',
        );
        done.push({ slot: Math.floor(at / slotSeconds), by });
      },
    });
    const names = url ? ['one', 'other'] : ['one'];
    const running = new Map<string, Jobs>();
    for (const name of names) {
      running.set(name, startJobs({ services: instance(db).ctx(), databaseUrl: url, jobs: [job(name)] }));
    }
    await until(() => done.length >= 3);
    if (url) await running.get('one')?.stop();
    const before = done.length;
    await until(() => done.length >= before + 2);
    for (const jobs of running.values()) await jobs.stop();
    const last = done.length;
    if (url) expect(done.slice(before + 1).every(({ by }) => by === 'other')).toBe(true);
    // A turn offered at the end of its slot is taken at the next poll, so two may fall into one slot; more never do.
    const slots = (done.at(-1)?.slot ?? 0) - (done[0]?.slot ?? 0) + 1;
    expect(last).toBeLessThanOrEqual(slots + 1);
    await wait(slotSeconds * 1_000 + 500);
    expect(done).toHaveLength(last);
  }, 180_000);

  it('return what a killed one had reserved within a minute', async () => {
    const { db, url } = await ground();
    const world = instance(db);
    const dead = instance(db).ctx();
    const userId = await world.newUser();
    await world.give(userId, 5);
    const ref = { type: 'offer' as const, id: randomUUID() };
    const input = { userId, holdId: randomUUID(), amountMicro: 5_000_000n, ref };
    await reserve({ ctx: dead, input: { ...input, deadlineAt: new Date(Date.now() + 3_600_000) } });
    // It was seen alive, its last beat being 31 s old; so is its hold.
    await db.sql(
      `INSERT INTO instances (id, started_at, last_seen_at) VALUES ($1::uuid, now() - interval '5 minutes', now() - interval '31 seconds') RETURNING id`,
      [dead.instanceId],
    );
    await db.sql(
      `UPDATE credit_holds SET created_at = now() - interval '1 minute' WHERE owner = $1::uuid RETURNING id`,
      [dead.instanceId],
    );
    const begun = Date.now();
    const services = [world.ctx(), ...(url ? [instance(db).ctx()] : [])];
    const all = services.map((each) => startJobs({ services: each, databaseUrl: url }));
    const credits = () => getCredits({ ctx: world.ctx(), input: { userId } });
    await until(async () => (await credits()).held === 0, 29_000);
    expect(Date.now() - begun).toBeLessThan(29_000);
    expect((await credits()).available).toBe(5);
    await Promise.all(all.map((jobs) => jobs.stop()));
    expect((await world.verify()).ok).toBe(true);
  }, 180_000);
});

describe('a daily check', () => {
  it('is made once for all instances at the first start of the day, and not again', async () => {
    const { db, url } = await ground();
    const checks = async () => (await db.sql('SELECT id FROM ledger_checks')).length;
    const start = () => startJobs({ services: instance(db).ctx(), databaseUrl: url });
    const first = [start(), ...(url ? [start()] : [])];
    await until(async () => (await checks()) > 0, 30_000);
    await Promise.all(first.map((jobs) => jobs.stop()));
    const again = start();
    await wait(1_000);
    await again.stop();
    expect(await checks()).toBe(1);
  }, 180_000);
});

describe('a queue that cannot be used', () => {
  const counting = (): { job: Job; turns: () => number } => {
    let turns = 0;
    return { job: { name: 'count', slotSeconds: 1, work: async () => void turns++ }, turns: () => turns };
  };
  const messages = (world: LedgerWorld) => world.lines.map(({ message }) => message);

  it('leaves the work to each process, and says so', async () => {
    const { db } = await ground();
    const world = instance(db);
    const { job, turns } = counting();
    const stats = createJobStats();
    const nowhere = 'postgresql://nobody@127.0.0.1:1/nothing';
    const jobs = startJobs({ services: world.ctx(), databaseUrl: nowhere, jobs: [job], stats });
    await until(() => turns() >= 2);
    await jobs.stop();
    expect(messages(world)).toContain('the job queue could not be opened; this process does the work by itself');
    const states = new Map(stats.all());
    expect(states.get('count')).toMatchObject({ runs: turns(), failures: 0, lastSuccessAt: expect.any(Date) });
    expect(states.get('heartbeat')?.failures).toBe(0);
  }, 180_000);

  it('does so as well when it breaks later', async () => {
    const { db, url } = await ground();
    const world = instance(db);
    const { job, turns } = counting();
    const jobs = startJobs({ services: world.ctx(), databaseUrl: url, jobs: [job] });
    await until(() => turns() >= 1);
    await db.sql('DROP SCHEMA IF EXISTS pgboss CASCADE');
    const before = turns();
    await until(() => turns() >= before + 3);
    await jobs.stop();
    if (url) expect(messages(world)).toContain('the job queue took no turn');
  }, 180_000);
});

it('a turn that fails is logged and counted, and the next slot has its turn', async () => {
  const { db, url } = await ground();
  const world = instance(db);
  const stats = createJobStats();
  let turns = 0;
  const work = async () => {
    if (turns++ === 0) throw new Error('only once');
  };
  const services: Ctx = world.ctx();
  const jobs = startJobs({ services, databaseUrl: url, stats, jobs: [{ name: 'flaky', slotSeconds: 1, work }] });
  await until(() => turns >= 2);
  await jobs.stop();
  expect(world.lines).toContainEqual({ level: 'error', message: 'a background job failed' });
  expect(new Map(stats.all()).get('flaky')).toMatchObject({
    runs: turns,
    failures: 1,
    lastFailureAt: expect.any(Date),
    lastSuccessAt: expect.any(Date),
  });
}, 180_000);
