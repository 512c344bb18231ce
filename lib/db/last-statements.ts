import type { Sql } from './db';

export type Statement = Parameters<Sql>;

/** Work within a transaction of a driver; what it leaves in `last` is sent once it is done. */
export type DriverWork<T> = (sql: Sql, last: Statement[]) => Promise<T>;

/** The same where nothing can be sent beside the COMMIT: the last statements one after the other, before it. */
export const withItsLast =
  <T>(work: DriverWork<T>) =>
  async (sql: Sql): Promise<T> => {
    const last: Statement[] = [];
    const result = await work(sql, last);
    for (const statement of last) await sql(...statement);
    return result;
  };
