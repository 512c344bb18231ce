import { Client } from 'pg';

/** What each user was granted once: enough to go on for ever. */
export const GRANT_MICRO = 100_000_000_000_000n;
/** What each use holds and captures. */
export const USE_MICRO = 5_000_000n;
/** A use posts two entries for its hold and two for its capture. */
export const ENTRIES_PER_USE = 4;

/** The n-th user, from 1; pgbench makes the same name in SQL. */
export const userId = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const USER_ID_SQL = (n: string) => `('00000000-0000-7000-8000-' || lpad(${n}, 12, '0'))::uuid`;

const USERS = `
  WITH u AS (
    INSERT INTO users (id, email, email_normalized, referral_code)
    SELECT ${USER_ID_SQL('n::text')}, n || '@bench.test', n || '@bench.test', 'bench-' || n FROM generate_series(1, $1::int) n
    RETURNING id)
  SELECT count(*) FROM u`;

/** Every user's grant is the transaction and the lot of the user's own number. */
const GRANTS = [
  `INSERT INTO credit_lots (id, user_id, source, granted_micro, remaining_micro, expires_at, created_at) OVERRIDING SYSTEM VALUE
   SELECT n, ${USER_ID_SQL('n::text')}, 'bonus', ${GRANT_MICRO}, ${GRANT_MICRO}, NULL, now() - interval '100 days'
   FROM generate_series(1, $1::int) n`,
  `INSERT INTO credit_wallets (user_id, available_micro)
   SELECT ${USER_ID_SQL('n::text')}, ${GRANT_MICRO} FROM generate_series(1, $1::int) n`,
  `INSERT INTO ledger_transactions (id, kind, user_id, ref_type, ref_id, external_source, external_id, created_at) OVERRIDING SYSTEM VALUE
   SELECT n, 'grant', ${USER_ID_SQL('n::text')}, 'user', ${USER_ID_SQL('n::text')}::text, 'bench', n::text, now() - interval '100 days'
   FROM generate_series(1, $1::int) n`,
  `INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
   SELECT n, e.seq, e.account, CASE WHEN e.seq = 2 THEN ${USER_ID_SQL('n::text')} END, e.amount, CASE WHEN e.seq = 2 THEN e.amount END,
     now() - interval '100 days'
   FROM generate_series(1, $1::int) n,
     (VALUES (1, 'platform:bonus', -${GRANT_MICRO}), (2, 'user:available', ${GRANT_MICRO})) AS e (seq, account, amount)`,
];

/** Use k of $2, from 0, belongs to user 1 + k % $1 and is that user's (k / $1)-th; its two transactions follow the grants. */
const USES = `
  CREATE UNLOGGED TABLE bench_uses AS
  SELECT k, 1 + k % $1::int AS n, ${USER_ID_SQL(`(1 + k % $1::int)::text`)} AS user_id, md5('use ' || k)::uuid AS hold,
    $1::int + 2 * k + 1 AS held_tx, $1::int + 2 * k + 2 AS settled_tx, ${GRANT_MICRO} - ${USE_MICRO} * (k / $1::int)::bigint AS before,
    now() - interval '90 days' * (1 - k::float / $2::int) AS at
  FROM generate_series(0, $2::int - 1) k`;

const OLD_ENTRIES = [
  `INSERT INTO credit_holds (id, user_id, amount_micro, captured_micro, state, ref_type, ref_id, owner, deadline_at, created_at, ended_at)
   SELECT hold, user_id, ${USE_MICRO}, ${USE_MICRO}, 'captured', 'prompt', hold::text, md5('bench')::uuid, at + interval '10 minutes', at, at
   FROM bench_uses ORDER BY k`,
  `INSERT INTO credit_hold_lots (hold_id, seq, lot_id, amount_micro) SELECT hold, 1, n, ${USE_MICRO} FROM bench_uses ORDER BY k`,
  `INSERT INTO ledger_transactions (id, kind, user_id, ref_type, ref_id, created_at) OVERRIDING SYSTEM VALUE
   SELECT t.id, t.kind, user_id, 'prompt', hold::text, at
   FROM bench_uses, LATERAL (VALUES (held_tx, 'hold'), (settled_tx, 'settle')) AS t (id, kind) ORDER BY t.id`,
  `INSERT INTO ledger_entries (transaction_id, seq, account, user_id, amount_micro, balance_after_micro, created_at)
   SELECT e.id, e.seq, e.account, CASE WHEN e.account LIKE 'user:%' THEN user_id END, e.amount, e.after, at
   FROM bench_uses, LATERAL (VALUES
     (held_tx, 1, 'user:available', -${USE_MICRO}, before - ${USE_MICRO}), (held_tx, 2, 'user:held', ${USE_MICRO}, ${USE_MICRO}),
     (settled_tx, 1, 'user:held', -${USE_MICRO}, 0), (settled_tx, 2, 'platform:revenue', ${USE_MICRO}, NULL)
   ) AS e (id, seq, account, amount, after) ORDER BY e.id, e.seq`,
  `UPDATE credit_lots l SET remaining_micro = remaining_micro - ${USE_MICRO} * u.uses
   FROM (SELECT n, count(*) AS uses FROM bench_uses GROUP BY n) u WHERE l.id = u.n`,
  `UPDATE credit_wallets w SET available_micro = available_micro - ${USE_MICRO} * u.uses
   FROM (SELECT user_id, count(*) AS uses FROM bench_uses GROUP BY user_id) u WHERE w.user_id = u.user_id`,
];

const AFTERWARDS = [
  `DROP TABLE IF EXISTS bench_uses`,
  `SELECT setval(pg_get_serial_sequence('ledger_transactions', 'id'), (SELECT max(id) FROM ledger_transactions))`,
  `SELECT setval(pg_get_serial_sequence('credit_lots', 'id'), (SELECT max(id) FROM credit_lots))`,
  `VACUUM ANALYZE`,
  `CHECKPOINT`,
];

/**
 * Users with a grant each, and `oldEntries` entries of uses long settled, spread over them evenly. Written as the ledger
 * would have written it, but by the set: triggers and foreign keys are asleep meanwhile, and `ledger:verify` judges the result.
 */
export async function populate(url: string, users: number, oldEntries: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica`);
    await client.query(`SET synchronous_commit = off`);
    await client.query(USERS, [users]);
    for (const statement of GRANTS) await client.query(statement, [users]);
    if (oldEntries > 0) {
      const inline = USES.replaceAll('$1::int', String(users)).replaceAll(
        '$2::int',
        String(oldEntries / ENTRIES_PER_USE),
      );
      await client.query(inline);
      for (const statement of OLD_ENTRIES) await client.query(statement);
    }
    for (const statement of AFTERWARDS) await client.query(statement);
  } finally {
    await client.end();
  }
}
