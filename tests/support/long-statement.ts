import type { Db } from '@/lib/db';
import type { LedgerWorld } from './ledger-world';

/** Ten minutes between two movements: 100,000 of them are nearly two years. */
const STEP = `interval '10 minutes'`;

/**
 * A wallet with a long past, in one sweep: of ten movements four are earnings, five are runs paid in full and one is a
 * rest that came back (`returns: false` makes those earnings too). Other people's movements lie between them.
 */
export async function longStatement(world: LedgerWorld, entries: number, returns = true): Promise<string> {
  const [userId, other] = [await world.newUser(), await world.newUser()];
  await fill(world.db, userId, other, entries, returns, world.clock.now());
  return userId;
}

async function fill(
  db: Db,
  userId: string,
  other: string,
  entries: number,
  returns: boolean,
  end: Date,
): Promise<void> {
  const [{ base } = { base: '0' }] = await db.sql<{ base: string }>(
    'SELECT coalesce(max(id), 0)::text AS base FROM ledger_transactions',
  );
  await db.sql(
    `INSERT INTO ledger_transactions (id, kind, user_id, ref_type, ref_id, created_at) OVERRIDING SYSTEM VALUE
     SELECT $1::bigint + n, CASE WHEN n % 10 = 9 AND $5::boolean THEN 'settle' WHEN n % 2 = 0 THEN 'hold' ELSE 'grant' END,
       CASE WHEN n % 11 = 0 THEN $3::uuid ELSE $2::uuid END, 'offer', 'long-' || ($1::bigint + n),
       $6::timestamptz - ($4::int - n) * ${STEP}
     FROM generate_series(1, $4::int) AS n`,
    [base, userId, other, entries, returns, end],
  );
  await db.sql(
    `INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
     SELECT t.id, e.seq, e.account, CASE WHEN e.account LIKE 'user:%' THEN t.user_id END, e.amount,
       CASE WHEN e.account LIKE 'user:%' THEN 5000000 END, t.created_at
     FROM ledger_transactions t, LATERAL (VALUES
       (1, CASE t.kind WHEN 'grant' THEN 'platform:ad' ELSE 'user:held' END, CASE t.kind WHEN 'hold' THEN 1000000 ELSE -1000000 END),
       (2, 'user:available', CASE t.kind WHEN 'hold' THEN -1000000 ELSE 1000000 END)) AS e (seq, account, amount)
     WHERE t.ref_id LIKE 'long-%' AND t.id > $1::bigint`,
    [base],
  );
  await db.sql(`SELECT setval(pg_get_serial_sequence('ledger_transactions', 'id'), $1::bigint)`, [
    String(BigInt(base) + BigInt(entries)),
  ]);
  await db.sql('ANALYZE ledger_transactions');
  await db.sql('ANALYZE ledger_entries');
}
