import type { Db } from '@/lib/db';

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
