import { randomUUID } from 'node:crypto';
import type { Db, Sql } from '@/lib/db';

/**
 * The embedded database asked by prepared statements where a text has no values: to parse and plan the ledger's many checks
 * is half their price, and tests ask them again and again. Tables grow: at the second, fourth, eighth… time all is planned anew.
 */
export function plannedOnce(db: Db): Sql {
  const asked = new Map<string, { times: number; name: Promise<string> }>();
  const prepare = async (text: string) => {
    const name = `kept_${randomUUID().replaceAll('-', '')}`;
    await db.sql(`PREPARE ${name} AS ${text}`);
    return name;
  };
  return async (text, values = []) => {
    // Connections to a server each have names of their own.
    if (values.length > 0 || db.mode === 'server') return db.sql(text, values);
    const before = asked.get(text);
    const times = (before?.times ?? 0) + 1;
    const isTurn = (times & (times - 1)) === 0;
    const name = before && !isTurn ? before.name : prepare(text);
    asked.set(text, { times, name });
    // The next look begins anew: what went wrong with this one says nothing of it.
    name.catch(() => asked.delete(text));
    return db.sql(`EXECUTE ${await name}`);
  };
}
