import { openDb, type Db } from '@/lib/db';
import { randomUUID } from 'node:crypto';
import { chaosDb } from './chaos-db';
import { oneFault, type Decide, type FaultKind } from './chaos-plan';
import { openChaosProxy } from './chaos-proxy';
import { atEndOfFile } from './cleanup';
import { createServerDatabase } from './server-template';
import { openTestDb } from './test-db';

export interface FaultyDb {
  /** As the hub sees it. */
  db: Db;
  /** The same database without faults. */
  calm: Db;
  onServer: boolean;
  /** The next statement that matches meets this fault, after so many that are spared. */
  lose(kind: FaultKind, matches: (sql: string) => boolean, skip?: number): { hit(): boolean };
}

/** A test database behind a network whose faults are asked for one by one. Without TEST_DATABASE_URL embedded. */
export async function openFaultyDb(): Promise<FaultyDb> {
  let decide: Decide = () => null;
  const server = process.env.TEST_DATABASE_URL;
  const lose: FaultyDb['lose'] = (kind, matches, skip) => {
    const fault = oneFault(kind, matches, skip);
    decide = fault;
    return fault;
  };
  if (!server) {
    const calm = await openTestDb();
    return { db: chaosDb(calm, (statement) => decide(statement)), calm, onServer: false, lose };
  }
  const { url, drop } = await createServerDatabase(server, `megicai_faulty_${randomUUID().replaceAll('-', '')}`);
  atEndOfFile(drop);
  const proxy = await openChaosProxy(url, (statement) => decide(statement));
  const db = await openDb({ dataDir: null, url: proxy.url, poolSize: 6 });
  const calm = await openDb({ dataDir: null, url: `${url}?application_name=beside`, poolSize: 4 });
  atEndOfFile(async () => {
    await Promise.all([db.close(), calm.close()]);
    await proxy.close();
  });
  return { db, calm, onServer: true, lose };
}
