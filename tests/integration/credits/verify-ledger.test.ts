import { randomUUID } from 'node:crypto';
import { INVARIANTS, refund, release, reserve, settle, verifyLedger } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let userId: string;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
  userId = await world.newUser();
  await world.give(userId, 20, { externalId: 'first' });
  await world.give(userId, 5, { source: 'purchase' });
  const hold = async (amountMicro: bigint) => {
    const holdId = randomUUID();
    const ref = { type: 'offer' as const, id: holdId };
    await reserve({ ctx: world.ctx(), input: { userId, holdId, amountMicro, ref, deadlineAt: world.clock.now() } });
    return holdId;
  };
  await settle({ ctx: world.ctx(), input: { holdId: await hold(4_000_000n), captureMicro: 3_000_000n } });
  await release({ ctx: world.ctx(), input: { holdId: await hold(2_000_000n) } });
  const [authorId, used] = [await world.newUser(), await hold(2_000_000n)];
  const royalty = { authorId, ratePpm: 20_000, ref: { type: 'prompt' as const, id: 'p' }, expiresAt: null };
  await settle({ ctx: world.ctx(), input: { holdId: used, captureMicro: 2_000_000n, royalty } });
  const back = { holdId: used, amountMicro: 1_000_000n, reason: 'r', externalSource: 'verify', externalId: 'back' };
  await refund({ ctx: world.ctx(), input: back });
  await hold(1_000_000n);
  await hold(20_000_000n);
  await run('succeeded', 5_000_000, 0);
});
afterAll(async () => {
  expect((await world.verify()).ok).toBe(true);
});

/** A run as the tools room writes it, with a hold that captured all of its quote. */
async function run(status: string, charged: number, refunded: number): Promise<void> {
  const runId = randomUUID();
  const payer = await world.newUser();
  await world.give(payer, 5);
  await reserve({
    ctx: world.ctx(),
    input: {
      userId: payer,
      holdId: runId,
      amountMicro: 5_000_000n,
      ref: { type: 'run', id: runId },
      deadlineAt: world.clock.now(),
    },
  });
  await settle({ ctx: world.ctx(), input: { holdId: runId, captureMicro: 5_000_000n } });
  await world.db.sql(
    `INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, cache_key, quoted_micro, charged_micro, refunded_micro, owner, deadline_at, created_at, finished_at)
     VALUES ($1::uuid, $2::uuid, 't', 1, 'text', $3::text, '{}', 'k', 5000000, $4::bigint, $5::bigint, $1::uuid, now(), now(), now())`,
    [runId, payer, status, charged, refunded],
  );
}

/** A run beside the one that is there: another's answer in it, as the tools room writes it. */
function beside(change: Record<string, string>): string {
  const columns: Record<string, string> = {
    ...{
      id: 'gen_random_uuid()',
      user_id: 'user_id',
      tool_id: 'tool_id',
      tool_version: '1',
      kind: 'kind',
      input: "'{}'",
    },
    ...{ status: "'succeeded'", cache_key: 'cache_key', quoted_micro: '0', owner: 'owner', cached: 'true' },
    ...{ deadline_at: 'deadline_at', created_at: 'created_at', finished_at: 'finished_at' },
    ...change,
  };
  return `INSERT INTO runs (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} FROM runs LIMIT 1`;
}

const LEADING = { cached: 'false', joinable: 'true', status: "'running'", finished_at: 'NULL' };

class Undo extends Error {}

/** What verify finds after `tamper`, with the database's own guards out of the way; everything is undone afterwards. */
async function broken(tamper: (db: Db) => Promise<unknown>): Promise<string[]> {
  let found: string[] = [];
  const work = world.db.transaction(async (db) => {
    for (const table of ['ledger_entries', 'ledger_transactions']) {
      await db.prisma.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    }
    await tamper(db);
    const report = await verifyLedger({ ctx: { ...world.ctx(), db }, input: {} });
    found = report.checks.filter((check) => !check.ok).map((check) => check.name);
    throw new Undo();
  });
  await expect(work).rejects.toBeInstanceOf(Undo);
  return found;
}
const sql =
  (...statements: string[]) =>
  async (db: Db) => {
    for (const statement of statements) await db.prisma.$executeRawUnsafe(statement.replaceAll(':user', `'${userId}'`));
  };

it('finds nothing in a ledger that is right, and says how much it looked at', async () => {
  const report = await world.verify();
  expect(report.checks.map(({ name, ok, count, differences }) => ({ name, ok, count, differences }))).toEqual(
    INVARIANTS.map(({ name }) => ({ name, ok: true, count: 0, differences: [] })),
  );
  expect(report.counts).toEqual({ users: 3, transactions: 14, entries: 33, lots: 3, holds: 6, runs: 1 });
});

const LAST_ENTRY =
  "(transaction_id, seq) = (SELECT transaction_id, seq FROM ledger_entries WHERE account = 'user:available' ORDER BY 1 DESC, 2 DESC LIMIT 1)";

it.each<[string, string[], string[]]>([
  [
    'an entry is changed',
    [`UPDATE ledger_entries SET amount_micro = amount_micro - 1 WHERE ${LAST_ENTRY}`],
    ['transactions-balanced', 'balance-chain', 'wallet-available'],
  ],
  ['an entry is deleted', [`DELETE FROM ledger_entries WHERE ${LAST_ENTRY}`], ['transactions-balanced']],
  [
    'all entries of a transaction are deleted',
    [`DELETE FROM ledger_entries WHERE transaction_id = (SELECT min(transaction_id) FROM ledger_entries)`],
    ['transactions-have-entries', 'wallet-available', 'lots-match-grants'],
  ],
  [
    'an entry is given to another user',
    [
      `UPDATE ledger_transactions SET user_id = (SELECT user_id FROM credit_wallets WHERE user_id <> :user LIMIT 1) WHERE id = (SELECT min(id) FROM ledger_transactions)`,
    ],
    ['transactions-have-entries'],
  ],
  [
    'a balance after an entry is changed',
    [`UPDATE ledger_entries SET balance_after_micro = 7 WHERE ${LAST_ENTRY}`],
    ['balance-chain'],
  ],
  [
    'one event is posted twice',
    [
      'DROP INDEX ledger_transactions_external_key',
      `UPDATE ledger_transactions SET external_source = 'test', external_id = 'first' WHERE kind = 'hold'`,
    ],
    ['externals-unique'],
  ],
  [
    'available is changed',
    ['UPDATE credit_wallets SET available_micro = available_micro + 1 WHERE user_id = :user'],
    ['wallet-available', 'available-is-in-lots'],
  ],
  [
    'held is changed',
    ['UPDATE credit_wallets SET held_micro = held_micro + 1 WHERE user_id = :user'],
    ['wallet-held', 'held-is-in-open-holds'],
  ],
  ['debt is changed', ['UPDATE credit_wallets SET debt_micro = 5 WHERE user_id = :user'], ['wallet-debt']],
  [
    'a wallet is deleted',
    ['DELETE FROM credit_wallets WHERE user_id = :user'],
    ['wallet-held', 'held-is-in-open-holds'],
  ],
  [
    'a balance is below zero',
    [
      'ALTER TABLE credit_wallets DROP CONSTRAINT credit_wallets_available_check',
      'UPDATE credit_wallets SET available_micro = -5 WHERE user_id = :user',
    ],
    ['wallets-not-negative'],
  ],
  [
    'a lot is filled',
    ['UPDATE credit_lots SET remaining_micro = granted_micro WHERE user_id = :user'],
    ['available-is-in-lots'],
  ],
  [
    'a lot was granted more',
    [`UPDATE credit_lots SET granted_micro = granted_micro + 1 WHERE user_id = :user AND source = 'ad'`],
    ['lots-match-grants'],
  ],
  [
    'a lot is relabelled as bought',
    [`UPDATE credit_lots SET source = 'subscription' WHERE user_id = :user AND source = 'purchase'`],
    ['lots-match-grants'],
  ],
  [
    'a lot holds more than it was granted',
    [
      'ALTER TABLE credit_lots DROP CONSTRAINT credit_lots_remaining_check',
      'UPDATE credit_lots SET remaining_micro = granted_micro + 1 WHERE user_id = :user',
    ],
    ['lots-in-range'],
  ],
  [
    'a hold is enlarged',
    [`UPDATE credit_holds SET amount_micro = amount_micro + 1 WHERE state = 'open'`],
    ['held-is-in-open-holds', 'holds-are-in-lots', 'holds-begin-once'],
  ],
  [
    'an open hold is closed by hand',
    [`UPDATE credit_holds SET state = 'released', ended_at = now() WHERE state = 'open'`],
    ['held-is-in-open-holds', 'holds-end-once'],
  ],
  [
    'an ended hold is opened again',
    [`UPDATE credit_holds SET state = 'open', ended_at = NULL WHERE state = 'released'`],
    ['held-is-in-open-holds', 'holds-end-once'],
  ],
  [
    'a hold forgets a lot',
    [`DELETE FROM credit_hold_lots WHERE hold_id = (SELECT id FROM credit_holds WHERE state = 'open' LIMIT 1)`],
    ['holds-are-in-lots'],
  ],
  [
    'a hold takes from a stranger',
    [
      `UPDATE credit_hold_lots SET lot_id = (SELECT id FROM credit_lots WHERE user_id <> :user LIMIT 1) WHERE hold_id = (SELECT id FROM credit_holds WHERE state = 'released' LIMIT 1)`,
    ],
    ['holds-are-in-lots'],
  ],
  [
    'a capture is enlarged',
    ['UPDATE credit_holds SET captured_micro = captured_micro + 1 WHERE captured_micro = 3000000'],
    ['captured-is-revenue'],
  ],
  [
    'a capture is beyond its hold',
    [
      'ALTER TABLE credit_holds DROP CONSTRAINT credit_holds_captured_check',
      'UPDATE credit_holds SET captured_micro = amount_micro + 1 WHERE captured_micro = 3000000',
    ],
    ['captured-within-hold', 'captured-is-revenue'],
  ],
  ['a run says it was charged less', ['UPDATE runs SET charged_micro = charged_micro - 1'], ['runs-match-holds']],
  [
    'a run says it was refunded',
    ['UPDATE runs SET charged_micro = 0, refunded_micro = quoted_micro'],
    ['runs-match-holds'],
  ],
  [
    'a run goes on behind its ended hold',
    [`UPDATE runs SET status = 'running', finished_at = NULL`],
    ['runs-match-holds'],
  ],
  ['a run is gone', ['DELETE FROM runs'], ['runs-match-holds']],
  [
    'a run waits for one that has ended',
    [beside({ leader_id: 'id', status: "'running'", finished_at: 'NULL' })],
    ['followers-end-with-leader'],
  ],
  ['a run joined what is not there', [beside({ leader_id: 'gen_random_uuid()' })], ['followers-join-their-own']],
  ["a run joined a stranger's", [beside({ leader_id: 'id', user_id: ':user' })], ['followers-join-their-own']],
  ['a run joined another request', [beside({ leader_id: 'id', cache_key: "'l'" })], ['followers-join-their-own']],
  [
    'a run got the answer of another without paying',
    [beside({ leader_id: 'id', quoted_micro: '1000000' })],
    ['followers-hold-nothing'],
  ],
  ['a kept answer has a price and was not paid', [beside({ quoted_micro: '1000000' })], ['runs-match-holds']],
  [
    'two may be joined for one request',
    ['DROP INDEX runs_running_key', ...[1, 2].map(() => beside(LEADING))],
    ['one-leader', 'runs-match-holds'],
  ],
  [
    'a kept answer came from a stranger',
    [beside({ cached_from: 'id', user_id: ':user' })],
    ['kept-answers-stay-with-their-user'],
  ],
  [
    'more was refunded than captured',
    [
      'ALTER TABLE credit_holds DROP CONSTRAINT credit_holds_refunded_check',
      'UPDATE credit_holds SET refunded_micro = 9000000 WHERE refunded_micro > 0',
    ],
    ['refunded-within-capture', 'captured-is-revenue', 'royalties-match-captures'],
  ],
  [
    'a refund did not come from revenue',
    ['UPDATE credit_holds SET refunded_micro = refunded_micro + 1 WHERE refunded_micro > 0'],
    ['captured-is-revenue'],
  ],
  [
    'a use earned more than its rate',
    ['UPDATE royalty_accruals SET amount_micro = amount_micro + 1'],
    ['royalties-match-captures', 'royalties-payable', 'royalties-minted'],
  ],
  ['somebody earned by their own use', ['UPDATE royalty_accruals SET author_id = :user'], ['royalties-match-captures']],
])('notices when %s', async (_what, statements, expected) => {
  const found = await broken(sql(...statements));
  expect(found).toEqual(expect.arrayContaining(expected));
});

it('every check is proven to notice something', async () => {
  // The table above, read once more: a check that no tampering sets off proves nothing.
  const proven = new Set([
    'transactions-balanced',
    'balance-chain',
    'wallet-available',
    'transactions-have-entries',
    'lots-match-grants',
    'externals-unique',
    'available-is-in-lots',
    'wallet-held',
    'held-is-in-open-holds',
    'wallet-debt',
    'wallets-not-negative',
    'lots-in-range',
    'holds-are-in-lots',
    'holds-begin-once',
    'holds-end-once',
    'captured-is-revenue',
    'captured-within-hold',
    'runs-match-holds',
    'refunded-within-capture',
    'followers-join-their-own',
    'followers-end-with-leader',
    'followers-hold-nothing',
    'one-leader',
    'kept-answers-stay-with-their-user',
    'royalties-match-captures',
    'royalties-payable',
    'royalties-minted',
    // chain.test.ts sets these off.
    'chain-unbroken',
    'chain-days',
    'chain-complete',
  ]);
  expect(INVARIANTS.map((invariant) => invariant.name).filter((name) => !proven.has(name))).toEqual([]);
});

it('shows 20 differences of a rule and counts all of them', async () => {
  for (let n = 0; n < 25; n++) await world.newUser();
  await world.db
    .transaction(async (db) => {
      await db.prisma.$executeRawUnsafe('UPDATE credit_wallets SET debt_micro = debt_micro + 1');
      const report = await verifyLedger({ ctx: { ...world.ctx(), db }, input: {} });
      const debt = report.checks.find((check) => check.name === 'wallet-debt');
      expect(debt).toMatchObject({ ok: false, count: 28 });
      expect(debt?.differences).toHaveLength(20);
      expect(debt?.differences[0]).toMatchObject({ expected: '0', actual: '1' });
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
});

it('is for operators and jobs', async () => {
  const verify = (ctx = world.ctx()) => verifyLedger({ ctx, input: {} });
  await expect(verify(world.ctx(world.person(userId)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(verify(world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await verify(world.ctx(world.operator(userId)))).ok).toBe(true);
});
