import type { Db } from '@/lib/db';

/** The same server for whoever is no part of the storm: what this opens is not terminated. */
export function besideTheStorm(url: string): string {
  return `${url}?application_name=beside`;
}

/** A backend of the hub's that is at work or within a transaction, whichever comes first in a random order. */
const TERMINATE = `
  SELECT pg_terminate_backend(pid) AS hit FROM (
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'megicai' AND pid <> pg_backend_pid()
      AND (state = 'idle in transaction' OR (state = 'active' AND query NOT LIKE '%pg_terminate_backend%'))
    ORDER BY random() LIMIT 1) AS victim`;

/** `kill` for one connection in mid-work, by the server itself. Answers how many were ended: one or none. */
export async function terminateNow(db: Db): Promise<number> {
  const rows = await db.sql<{ hit: boolean }>(TERMINATE).catch((): { hit: boolean }[] => []);
  return rows.filter((row) => row.hit).length;
}

/**
 * Takes the wallets of two people in the given order and gives up: whoever takes them the other way round meanwhile is in
 * a deadlock, and is the one that PostgreSQL undoes, because this transaction is the more patient.
 */
export async function opposeNow(db: Db, first: string, second: string): Promise<void> {
  const lock = (tx: Db, userId: string) =>
    tx.sql('SELECT user_id::text FROM credit_wallets WHERE user_id = $1::uuid FOR UPDATE', [userId]);
  const attack = db.transaction(async (tx) => {
    await tx.prisma.$executeRawUnsafe(`SET LOCAL deadlock_timeout = '250ms'`);
    await lock(tx, first);
    await lock(tx, second);
  });
  // It may be ended by a colleague.
  await attack.catch(() => undefined);
}

/** Deadlocks are noticed soon, so that many fit into one storm. */
export async function noticeDeadlocksSoon(db: Db): Promise<void> {
  const [row] = await db.sql<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await db.prisma.$executeRawUnsafe(`ALTER DATABASE ${row?.name} SET deadlock_timeout = '40ms'`);
}

/** Deadlocks that PostgreSQL has resolved in this database. Its statistics follow within a second or two. */
export async function deadlocksSeen(db: Db): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const [row] = await db.sql<{ count: number }>(
    'SELECT deadlocks::integer AS count FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.count ?? 0;
}
