import type { Db, Sql } from '@/lib/db';
import { hasNoAnswer, isLost, retryTransient } from '@/lib/db/retry';
import type { Decide, FaultKind } from './chaos-plan';

/** What a caller sees of a connection that is gone: no word about what became of the statement. */
export class ConnectionGone extends Error {
  readonly kind = 'ConnectionClosed';
  constructor() {
    super('the connection was lost');
  }
}

const undone = () => Object.assign(new Error('deadlock detected (by the test)'), { code: '40P01' });

async function through<T>(fault: FaultKind | null, work: () => Promise<T>): Promise<T> {
  if (fault === 'cut') throw new ConnectionGone();
  if (fault === 'undone') throw undone();
  if (fault === 'delay') await new Promise((resolve) => setTimeout(resolve, 3));
  const answer = await work();
  if (fault === 'lost' || fault === 'ended') throw new ConnectionGone();
  return answer;
}

function chaosSql(sql: Sql, decide: Decide): Sql {
  return (text, values = []) => {
    const key = values
      .filter((value) => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value))
      .join(' ');
    return through(decide({ text, key }), () => sql(text, values));
  };
}

/**
 * The same database behind a network that loses statements and answers: the embedded one has no connection to cut.
 * What is sent again after that is what a server's client sends again. Within a transaction a fault undoes all of it; a
 * transaction that loses its COMMIT's answer has happened.
 */
export function chaosDb(db: Db, decide: Decide): Db {
  const inside = (tx: Db): Db => ({ ...tx, sql: chaosSql(tx.sql, decide), transaction: (work) => work(inside(tx)) });
  const outside = chaosSql(db.sql, decide);
  return {
    ...db,
    sql: (text, values, sending) =>
      retryTransient(() => outside(text, values), sending?.repeatable ? hasNoAnswer : undefined),
    transaction: (work, sending) => {
      const once = () => {
        const fault = decide({ text: 'COMMIT', key: '' });
        return through(fault, () => db.transaction((tx) => work(inside(tx))));
      };
      return retryTransient(once, sending?.repeatable ? isLost : undefined);
    },
  };
}
