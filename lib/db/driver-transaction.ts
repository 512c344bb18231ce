import type { PGlite } from '@electric-sql/pglite';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import type { Sql } from './db';
import { hasNoAnswer } from './retry';

/** As long as Prisma's transactions may take. */
export const MOST_MS = 15_000;

/** A statement that waits for a lock, and a client that does nothing, keep others waiting no longer than that. */
const BEGIN = `BEGIN; SET LOCAL statement_timeout = ${MOST_MS}; SET LOCAL idle_in_transaction_session_timeout = ${MOST_MS}`;

/** What comes after the end would be kept whatever became of the work. */
const OVER = 'the transaction is over';

/** Nobody knows what became of the work. The code is PostgreSQL's connection_failure. */
class ConnectionLost extends Error {
  readonly code = '08006';

  constructor(cause: unknown) {
    super('the connection to the database was lost', { cause });
  }
}

/** One connection of a server's pool for as long as `work` takes. `nameOf` as in statement-name.ts. */
export async function transactionOnServer<T>(
  pool: Pool,
  nameOf: (text: string) => string | undefined,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new ConnectionLost(error);
  });
  let lost = false;
  let over = false;
  const send = async <Row extends object>(query: QueryConfig): Promise<QueryResult<Row>> => {
    try {
      return await client.query<Row>(query);
    } catch (error) {
      if (!hasNoAnswer(error)) throw error;
      lost = true;
      throw new ConnectionLost(error);
    }
  };
  const sql: Sql = async <Row extends object>(text: string, values: Parameters<Sql>[1] = []) => {
    // The connection is another's by then.
    if (over) throw new Error(OVER);
    return (await send<Row>({ name: nameOf(text), text, values: [...values] })).rows;
  };
  try {
    await send({ text: BEGIN });
    const result = await work(sql).finally(() => (over = true));
    // PostgreSQL answers so, and no error, where a statement had failed and `work` went on all the same.
    if ((await send({ text: 'COMMIT' })).command !== 'COMMIT') throw new Error('the transaction was undone');
    return result;
  } catch (error) {
    if (!lost) await send({ text: 'ROLLBACK' }).catch(() => undefined);
    throw error;
  } finally {
    client.release(lost);
  }
}

/** The embedded database has one connection: everybody waits for the end of `work`, which therefore has an end. */
export async function transactionEmbedded<T>(
  pglite: PGlite,
  sqlInside: Sql,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return pglite.transaction(async () => {
    let over = false;
    const sql: Sql = async (text, values) => {
      if (over) throw new Error(OVER);
      return sqlInside(text, values);
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`a transaction took more than ${MOST_MS} ms`)), MOST_MS);
    });
    try {
      return await Promise.race([work(sql), tooLong]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  });
}
