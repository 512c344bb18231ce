import { randomUUID } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { getCredits, reserve } from '@/lib/credits';
import { startJobs } from '@/lib/jobs';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });
const count = async (query: string, values: string[] = []) => (await world.db.sql(query, values)).length;

/** A run that a process began and never ended. */
async function abandonedRun(ctx: Ctx, minutes = 60): Promise<string> {
  const userId = await world.newUser();
  await world.give(userId, 5);
  const [runId, key] = [randomUUID(), randomUUID()];
  const deadline = new Date(world.clock.now().getTime() + minutes * 60_000);
  await world.db.sql(
    `SELECT run_begin($1::uuid, $2::uuid, 'jobs', $3::text, 'h', 'summarize', 1, 'text', '{}', '{}', '{}', 'c', NULL, 0, 5000000, $4::uuid, $5::timestamptz, $6::timestamptz)`,
    [runId, userId, key, ctx.instanceId, deadline, world.clock.now()],
  );
  expect(await credits(userId)).toMatchObject({ available: 0, held: 5 });
  return userId;
}

/** Starts the jobs and stops them once their first turn is over. */
async function oneTurn(services: Ctx = world.ctx()): Promise<void> {
  await startJobs({ services }).stop();
}

it('a restart returns at once what the dead process had reserved, for runs and for everything else', async () => {
  const dead = ledgerWorld(world.db, world.clock).ctx();
  const runner = await abandonedRun(dead);
  const other = await world.newUser();
  await world.give(other, 5);
  const ref = { type: 'offer' as const, id: randomUUID() };
  const deadlineAt = new Date(world.clock.now().getTime() + DAY_MS);
  await reserve({
    ctx: dead,
    input: { userId: other, holdId: randomUUID(), amountMicro: 5_000_000n, ref, deadlineAt },
  });
  world.clock.advance(31_000);
  await oneTurn();
  for (const userId of [runner, other]) expect(await credits(userId)).toMatchObject({ available: 5, held: 0 });
  expect(
    await count(`SELECT 1 FROM runs WHERE user_id = $1::uuid AND status = 'failed' AND refunded_micro = 5000000`, [
      runner,
    ]),
  ).toBe(1);
});

it('leaves its own runs alone until they are overdue', async () => {
  const services = world.ctx();
  const userId = await abandonedRun(services, 1);
  await oneTurn(services);
  expect((await credits(userId)).held).toBe(5);
  world.clock.advance(61_000);
  await oneTurn(services);
  expect((await credits(userId)).available).toBe(5);
});

it('two processes sweeping at once end everything exactly once', async () => {
  const dead = ledgerWorld(world.db, world.clock).ctx();
  const users: string[] = [];
  for (let n = 0; n < 8; n++) users.push(await abandonedRun(dead, 1));
  world.clock.advance(61_000);
  await Promise.all([oneTurn(), oneTurn(ledgerWorld(world.db, world.clock).ctx())]);
  for (const userId of users) expect(await credits(userId)).toMatchObject({ available: 5, held: 0 });
});

it('says that it lives while it does, and that it stopped when it has', async () => {
  const services = world.ctx();
  const jobs = startJobs({ services });
  await jobs.stop();
  const seen = 'SELECT stopped_at IS NOT NULL AS stopped FROM instances WHERE id = $1::uuid';
  expect(await world.db.sql(seen, [services.instanceId])).toEqual([{ stopped: true }]);
});

it('sweeps expired lots, keys, drafts and instances long gone', async () => {
  const userId = await world.newUser();
  const [id, now] = [randomUUID(), world.clock.now().toISOString()];
  await world.give(userId, 5, { expiresAt: world.clock.now() });
  await world.db.sql(
    `INSERT INTO idempotency_keys VALUES ('s', $1::text, 'h', 200, '1', $2::timestamptz, $2::timestamptz)`,
    [id, now],
  );
  await world.db.sql(`INSERT INTO drafts VALUES ($1::uuid, NULL, 't', '{}', $2::timestamptz, $2::timestamptz)`, [
    id,
    now,
  ]);
  await world.db.sql('INSERT INTO instances VALUES ($1::uuid, $2::timestamptz, $2::timestamptz, NULL)', [id, now]);
  world.clock.advance(2 * DAY_MS);
  await oneTurn();
  expect(await count('SELECT 1 FROM credit_lots WHERE remaining_micro > 0 AND user_id = $1::uuid', [userId])).toBe(0);
  expect(await count(`SELECT 1 FROM ledger_transactions WHERE kind = 'expire' AND user_id = $1::uuid`, [userId])).toBe(
    1,
  );
  expect(await count('SELECT 1 FROM idempotency_keys WHERE key = $1::text', [id])).toBe(0);
  expect(await count('SELECT 1 FROM drafts WHERE id = $1::uuid', [id])).toBe(0);
  expect(await count('SELECT 1 FROM instances WHERE id = $1::uuid', [id])).toBe(0);
});

it('a database that goes away is logged, and stopping still works', async () => {
  const gone = { ...world.db, sql: async () => Promise.reject(new Error('gone')) } as Ctx['db'];
  await oneTurn({ ...world.ctx(), db: gone });
  const messages = world.lines.filter((line) => line.level === 'error').map((line) => line.message);
  expect(messages).toContain('could not say goodbye');
  expect(messages.filter((message) => message === 'a background job failed').length).toBeGreaterThanOrEqual(5);
});
