import type { Db } from './db';

/** A server's autovacuum begins, by its defaults, at 50 rows and a share of the table. */
const CHANGED = 0.1;
const DEAD = 0.2;
/** 3,000 rows looked at for a column's figures in place of 30,000: 17 ms for a table of 50,000 rows, not 180. */
const FEWER_SAMPLES = 'SET default_statistics_target = 10';

const WORN = `
  SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name, n_dead_tup > 50 + ${DEAD} * n_live_tup AS dead
  FROM pg_stat_user_tables
  WHERE n_mod_since_analyze > 50 + ${CHANGED} * n_live_tup OR n_dead_tup > 50 + ${DEAD} * n_live_tup
  ORDER BY greatest(n_mod_since_analyze, n_dead_tup) DESC`;

/**
 * What a server's autovacuum is needed for most, for the embedded database, which has none: the room of dead rows is used again,
 * and plans that were made while a table was small are made anew. One table a turn, the most changed one: everybody waits
 * meanwhile. On a server nothing. Answers the table's name, null where none was worn; throws when none of them could be done.
 */
export async function tidy(db: Db): Promise<string | null> {
  if (db.mode !== 'embedded') return null;
  const worn = await db.sql<{ name: string; dead: boolean }>(WORN);
  if (worn.length > 0) await db.sql(FEWER_SAMPLES);
  const failures: unknown[] = [];
  for (const { name, dead } of worn) {
    try {
      await db.sql(dead ? `VACUUM (ANALYZE) ${name}` : `ANALYZE ${name}`);
      return name;
    } catch (error) {
      // One that was dropped meanwhile, or is damaged, keeps no other waiting.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'no table could be tidied');
  return null;
}
