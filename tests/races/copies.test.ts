import { randomUUID } from 'node:crypto';
import { adjust, clawback, getCredits, grant, refund, reserve, settle } from '@/lib/credits';
import { adWorld } from '@/tests/support/ad-world';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';
import type { Db } from '@/lib/db';

const COPIES = 100;

let db: Db;
let world: LedgerWorld;
beforeAll(async () => {
  db = await openTestDb();
  world = ledgerWorld(db);
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const copies = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: COPIES }, work));
const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });

/** One of the answers says that it did it, all others that it was done; beside that they say the same. */
function expectOneEffect<Answer extends { outcome: string }>(answers: Answer[], done: string): void {
  const outcomes = answers.map(({ outcome }) => outcome).sort();
  expect(outcomes).toEqual([done, ...Array.from({ length: COPIES - 1 }, () => 'repeated')].sort());
  const rest = answers.map(({ outcome: _outcome, ...others }) =>
    JSON.stringify(others, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );
  expect(new Set(rest).size).toBe(1);
}

const external = () => ({ externalSource: 'copies', externalId: randomUUID() });

/** A hold of which so much was captured. */
async function captured(userId: string, captureMicro: bigint): Promise<string> {
  const holdId = randomUUID();
  const input = { userId, holdId, amountMicro: 8_000_000n, ref: { type: 'offer' as const, id: holdId } };
  await reserve({ ctx: world.ctx(), input: { ...input, deadlineAt: new Date(world.clock.now().getTime() + DAY_MS) } });
  await settle({ ctx: world.ctx(), input: { holdId, captureMicro } });
  return holdId;
}

it('100 copies of one grant at once pay once', async () => {
  const userId = await world.newUser();
  const input = { ...external(), userId, source: 'daily' as const, amountMicro: 3_000_000n, expiresAt: null };
  const answers = await copies(() => grant({ ctx: world.ctx(), input: { ...input, ref: { type: 'ad', id: 'x' } } }));
  expectOneEffect(answers, 'granted');
  expect((await credits(userId)).available).toBe(3);
});

it('100 copies of one ad claim at once pay once, with or without a key', async () => {
  const ads = adWorld(db);
  for (const key of [undefined, randomUUID()]) {
    const watcher = await ads.watcher();
    const session = await watcher.start();
    await watcher.watch(session, 6);
    const answers = await copies(() => watcher.claim(session, key));
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ reward, available }) => `${reward} ${available}`))).toEqual(new Set(['5 5']));
    expect(await watcher.available()).toBe(5);
  }
}, 240_000);

it('100 copies of one refund at once give back once', async () => {
  const userId = await world.newUser();
  await world.give(userId, 10);
  const holdId = await captured(userId, 6_000_000n);
  const input = { ...external(), holdId, amountMicro: 2_000_000n, reason: 'copies' };
  expectOneEffect(await copies(() => refund({ ctx: world.ctx(), input })), 'refunded');
  expect((await credits(userId)).available).toBe(6);
  // All that is left, under another id: the same key again finds nothing left and is a repeat all the same.
  const rest = { ...input, ...external(), amountMicro: null };
  expectOneEffect(await copies(() => refund({ ctx: world.ctx(), input: rest })), 'refunded');
  expect((await credits(userId)).available).toBe(10);
});

it('100 different refunds of one capture at once never give back more than was captured', async () => {
  const userId = await world.newUser();
  await world.give(userId, 10);
  const holdId = await captured(userId, 6_000_000n);
  const outcomes = await copies(() =>
    refund({ ctx: world.ctx(), input: { ...external(), holdId, amountMicro: 1_000_000n, reason: 'many' } }).then(
      ({ outcome }) => outcome,
      (error: { code: string }) => error.code,
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'refunded')).toHaveLength(6);
  expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(COPIES - 6);
  expect((await credits(userId)).available).toBe(10);
});

it('100 copies of one clawback at once take once, into debt', async () => {
  const userId = await world.newUser();
  await world.give(userId, 4);
  const ref = { type: 'payment' as const, id: 'x' };
  const input = { ...external(), ref, userId, source: 'purchase' as const, amountMicro: 9_000_000n };
  expectOneEffect(await copies(() => clawback({ ctx: world.ctx(), input })), 'taken');
  expect(await credits(userId)).toMatchObject({ available: 0, debt: 5 });
});

it('100 copies of one adjustment at once move once and leave one line in the audit log', async () => {
  for (const amountMicro of [7_000_000n, -2_000_000n]) {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const input = { userId, amountMicro, reason: 'copies', externalId: randomUUID() };
    expectOneEffect(await copies(() => adjust({ ctx: world.ctx(), input })), 'adjusted');
    expect((await credits(userId)).available).toBe(5 + Number(amountMicro) / 1e6);
    const lines = await db.sql<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit_log WHERE action = 'credits.adjust' AND subject_id = $1::text`,
      [userId],
    );
    expect(lines).toEqual([{ n: 1 }]);
  }
}, 240_000);
