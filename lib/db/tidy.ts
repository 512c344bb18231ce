import type { Db } from './db';

/** As a server's autovacuum by its defaults: 50 rows and a share of the table. */
const CHANGED = 0.1;
const DEAD = 0.2;
/** Tables in one turn, the most changed first: everybody waits meanwhile. */
const MOST = 3;
/** 3,000 rows looked at for a column's figures in place of 30,000: 17 ms for a table of 50,000 rows, not 180. */
const FEWER_SAMPLES = 'SET default_statistics_target = 10';

const WORN = `
  SELECT quote_ident(relname) AS name, n_dead_tup > 50 + ${DEAD} * n_live_tup AS dead
  FROM pg_stat_user_tables
  WHERE n_mod_since_analyze > 50 + ${CHANGED} * n_live_tup OR n_dead_tup > 50 + ${DEAD} * n_live_tup
  ORDER BY greatest(n_mod_since_analyze, n_dead_tup) DESC LIMIT ${MOST}`;

/**
 * What autovacuum does on a server, for the embedded database, which has none: the room of dead rows is used again, and
 * plans that were made while a table was small are made anew. On a server nothing. Answers how many tables it took care of.
 */
export async function tidy(db: Db): Promise<number> {
  if (db.mode !== 'embedded') return 0;
  const worn = await db.sql<{ name: string; dead: boolean }>(WORN);
  if (worn.length > 0) await db.sql(FEWER_SAMPLES);
  for (const { name, dead } of worn) await db.sql(dead ? `VACUUM (ANALYZE) ${name}` : `ANALYZE ${name}`);
  return worn.length;
}
