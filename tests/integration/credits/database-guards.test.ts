import { randomUUID } from 'node:crypto';
import type { Db, SqlValue } from '@/lib/db';
import { ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let userId: string;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
  userId = await world.newUser();
  await world.give(userId, 5);
});
afterAll(async () => {
  expect((await world.verify()).ok).toBe(true);
});

/** The SQLSTATE with which the database refuses. */
async function refusal(text: string, values: SqlValue[] = [], db: Db = world.db): Promise<string> {
  return db.sql(text, values).then(
    () => 'accepted',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
}
const CHECK = '23514';
const RESTRICT = '23001';

describe('entries are append-only in the database itself', () => {
  it.each([
    'UPDATE ledger_entries SET amount_micro = amount_micro + 1',
    'DELETE FROM ledger_entries',
    'TRUNCATE ledger_entries',
    "UPDATE ledger_transactions SET reason = 'forged'",
    'DELETE FROM ledger_transactions',
    'TRUNCATE ledger_transactions CASCADE',
  ])('refuses %s', async (statement) => {
    expect(await refusal(statement)).toBe(RESTRICT);
  });
});

describe('balances below zero are refused by constraints, not by code', () => {
  it.each(['available_micro', 'held_micro', 'debt_micro'])('refuses a negative %s', async (column) => {
    expect(await refusal(`UPDATE credit_wallets SET ${column} = -1 WHERE user_id = $1::uuid`, [userId])).toBe(CHECK);
  });

  it('refuses an overdraft by hand', async () => {
    const statement = 'UPDATE credit_wallets SET available_micro = available_micro - 5000001 WHERE user_id = $1::uuid';
    expect(await refusal(statement, [userId])).toBe(CHECK);
  });

  it.each(['remaining_micro = -1', 'remaining_micro = granted_micro + 1', 'granted_micro = 0'])(
    'refuses a lot with %s',
    async (change) => {
      expect(await refusal(`UPDATE credit_lots SET ${change} WHERE user_id = $1::uuid`, [userId])).toBe(CHECK);
    },
  );

  it('refuses a hold that captured more than it held, and an open one with a capture', async () => {
    const insert = `INSERT INTO credit_holds (id, user_id, amount_micro, captured_micro, state, ref_type, ref_id, owner, deadline_at, created_at, ended_at)
      VALUES ($1::uuid, $2::uuid, 5, $3::bigint, $4::text, 'offer', $1::text, $1::uuid, now(), now(), $5::timestamptz)`;
    const values = (captured: number, state: string, ended: Date | null) => [
      randomUUID(),
      userId,
      captured,
      state,
      ended,
    ];
    expect(await refusal(insert, values(6, 'captured', new Date()))).toBe(CHECK);
    expect(await refusal(insert, values(1, 'open', null))).toBe(CHECK);
    expect(await refusal(insert, values(0, 'released', null))).toBe(CHECK);
  });
});

describe('a transaction that does not balance is refused', () => {
  const post = (amounts: [number, number], accounts = ['user:available', 'platform:revenue']) =>
    `WITH t AS (INSERT INTO ledger_transactions (kind, user_id, ref_type, ref_id, created_at) VALUES ('adjust', '${userId}', 'admin', 'x', now()) RETURNING id),
     e (seq, account, user_id, amount, balance) AS (VALUES
       (1, '${accounts[0]}', '${userId}'::uuid, ${amounts[0]}, 0), (2, '${accounts[1]}', NULL, ${amounts[1]}, NULL))
     INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
     SELECT t.id, e.seq, e.account, e.user_id, e.amount, e.balance, now() FROM t, e`;

  it('refuses entries that do not sum to zero', async () => {
    expect(await refusal(post([-5, 4]))).toBe(CHECK);
  });

  it('refuses entries of zero and accounts nobody has', async () => {
    expect(await refusal(post([0, 0]))).toBe(CHECK);
    expect(await refusal(post([-5, 5], ['user:available', 'platform:pocket']))).toBe(CHECK);
  });

  it('refuses more entries added to a transaction that stands', async () => {
    const more = (
      first: number,
    ) => `INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
      SELECT max(id), ${first} + n, CASE n WHEN 0 THEN 'platform:bonus' ELSE 'platform:revenue' END, NULL, CASE n WHEN 0 THEN -1 ELSE 1 END, NULL, now()
      FROM ledger_transactions, generate_series(0, 1) n GROUP BY n`;
    expect(await refusal(more(3))).toBe(CHECK);
    expect(await refusal(more(1))).toBe('23505');
  });
});

describe('stored functions refuse amounts no caller should send', () => {
  it.each([
    `SELECT ledger_reserve($1::uuid, gen_random_uuid(), 0, 'offer', 'x', gen_random_uuid(), now(), now())`,
    `SELECT ledger_reserve($1::uuid, gen_random_uuid(), NULL, 'offer', 'x', gen_random_uuid(), now(), now())`,
    `SELECT ledger_grant($1::uuid, 'ad', -5, NULL, 'grant', 'ad', 'x', NULL, NULL, NULL, now())`,
    `SELECT ledger_grant($1::uuid, 'ad', 5, now() - interval '1 day', 'grant', 'ad', 'x', NULL, NULL, NULL, now())`,
    `SELECT ledger_grant($1::uuid, 'nowhere', 5, NULL, 'grant', 'ad', 'x', NULL, NULL, NULL, now())`,
    `SELECT ledger_take($1::uuid, 0, 'adjust', 'platform:admin', NULL, false, 'admin', 'x', NULL, NULL, NULL, now())`,
  ])('%s', async (call) => {
    expect(await refusal(call, [userId])).toBe(CHECK);
  });

  it('undoes the whole call when lots hold less than the wallet', async () => {
    await world.db
      .transaction(async (tx) => {
        await tx.sql(
          'UPDATE credit_wallets SET available_micro = available_micro + 1 WHERE user_id = $1::uuid RETURNING user_id',
          [userId],
        );
        await tx.sql(
          `SELECT ledger_reserve($1::uuid, gen_random_uuid(), 5000001, 'offer', 'y', gen_random_uuid(), now(), now())::text AS answer`,
          [userId],
        );
      })
      .then(
        () => expect('accepted').toBe('refused'),
        (error: Error) => expect(error.message).toContain('hold less than the wallet'),
      );
  });
});
