import { randomUUID } from 'node:crypto';
import { getCredits, grant, reserve, withIdempotency } from '@/lib/credits';
import type { Ctx } from '@/lib/context';
import { openFaultyDb, type FaultyDb } from '@/tests/support/faulty-db';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';

let faulty: FaultyDb;
let world: LedgerWorld;
let truth: LedgerWorld;
beforeAll(async () => {
  faulty = await openFaultyDb();
  world = ledgerWorld(faulty.db);
  truth = ledgerWorld(faulty.calm);
});
afterEach(async () => {
  expect((await truth.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const credits = (userId: string) => getCredits({ ctx: truth.ctx(), input: { userId } });
const grantInput = (userId: string, externalId: string) => ({
  ...{ userId, externalId, source: 'bonus' as const, amountMicro: 2_000_000n, expiresAt: null },
  ...{ externalSource: 'backend', ref: { type: 'offer' as const, id: externalId } },
});

/** Ends every backend of the hub that is at work or in a transaction; resolves as soon as one was there to be ended. */
async function terminateBackend(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const ended = await faulty.calm.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'megicai' AND state <> 'idle'`,
    );
    if (ended.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('no backend was at work');
}

/** Two grants and a key in one transaction; `between` happens when the first is written and nothing is committed. */
const gift = (ctx: Ctx, userId: string, key: string, between: () => Promise<void>) =>
  withIdempotency({ ctx, scope: 'backend-test', key, requestHash: 'the same' }, async (tx) => {
    await grant({ ctx: tx, input: grantInput(userId, `${key} 1`) });
    await between();
    await grant({ ctx: tx, input: grantInput(userId, `${key} 2`) });
    return 'given';
  });

it('leaves nothing half done when its backend ends within a transaction, and the same key works again', async () => {
  const userId = await truth.newUser();
  const key = randomUUID();
  if (!faulty.onServer) faulty.lose('cut', (sql) => sql.includes('ledger_grant('), 1);
  let ended = 0;
  const between = async () => {
    expect(await credits(userId)).toMatchObject({ available: 0 });
    ended++;
    // Only this once: whoever tries again comes through.
    if (ended === 1) await terminateBackend();
  };
  const result = await gift(world.ctx(), userId, key, faulty.onServer ? between : async () => void ended++).catch(
    (error: unknown) => error,
  );
  if (result instanceof Error) {
    expect(await credits(userId)).toMatchObject({ available: 0 });
    const keys = await faulty.calm.sql('SELECT 1 AS found FROM idempotency_keys WHERE key = $1::text', [key]);
    expect(keys).toEqual([]);
  }
  const again = await gift(world.ctx(), userId, key, async () => {});
  expect(again).toEqual({ result: 'given', repeated: !(result instanceof Error) });
  expect(await credits(userId)).toMatchObject({ available: 4 });
  expect(ended).toBeGreaterThan(0);
});

it('leaves nothing half done when its backend ends in the middle of a stored function', async () => {
  const userId = await truth.newUser();
  await truth.give(userId, 5);
  const holdId = randomUUID();
  const deadlineAt = new Date(world.clock.now().getTime() + DAY_MS);
  const input = { userId, holdId, amountMicro: 3_000_000n, deadlineAt, ref: { type: 'offer' as const, id: holdId } };
  const ask = () => reserve({ ctx: world.ctx(), input });
  if (faulty.onServer) {
    // Somebody holds the wallet, so the function stands in its middle when its backend is ended.
    const [locked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = faulty.calm.transaction(async (tx) => {
      await tx.sql('SELECT user_id FROM credit_wallets WHERE user_id = $1::uuid FOR UPDATE', [userId]);
      locked.resolve();
      await gate.promise;
    });
    await locked.promise;
    const asked = ask();
    await terminateBackend();
    expect(await credits(userId)).toMatchObject({ available: 5, held: 0 });
    gate.resolve();
    await holding;
    // The hub has asked again by itself, under the same key.
    expect(await asked).toMatchObject({ outcome: 'held' });
  } else {
    faulty.lose('cut', (sql) => sql.includes('ledger_reserve('));
    expect(await ask()).toMatchObject({ outcome: 'held' });
  }
  expect(await ask()).toMatchObject({ outcome: 'repeated' });
  expect(await credits(userId)).toMatchObject({ available: 2, held: 3 });
});

it('keeps a committed transaction whose backend ended before it could say so', async () => {
  const userId = await truth.newUser();
  const key = randomUUID();
  const fault = faulty.lose('lost', (sql) => sql === 'COMMIT');
  expect(await gift(world.ctx(), userId, key, async () => {})).toEqual({ result: 'given', repeated: true });
  expect(fault.hit()).toBe(true);
  expect(await credits(userId)).toMatchObject({ available: 4 });
});
