import { performance } from 'node:perf_hooks';
import type { Db, Sql, SqlValue } from '@/lib/db';

export interface Spent {
  statements: number;
  /** Planning and execution as the server measures them. */
  serverMs: number;
  /** From call to rows, through the driver. */
  wallMs: number;
}

interface Plan {
  'Planning Time': number;
  'Execution Time': number;
}

/** The same database, with an account of every statement that is sent through it. Each is sent twice, once explained. */
export function timedDb(db: Db): { db: Db; spent: Spent } {
  const spent: Spent = { statements: 0, serverMs: 0, wallMs: 0 };
  const sql: Sql = async <Row extends object>(text: string, values: readonly SqlValue[] = []) => {
    const from = performance.now();
    const rows = await db.sql<Row>(text, values);
    spent.wallMs += performance.now() - from;
    spent.statements++;
    const [explained] = await db.sql<{ 'QUERY PLAN': Plan[] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
    const plan = explained?.['QUERY PLAN'][0];
    if (plan) spent.serverMs += plan['Planning Time'] + plan['Execution Time'];
    return rows;
  };
  return { db: { ...db, sql }, spent };
}
