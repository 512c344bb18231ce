import { randomUUID } from 'node:crypto';
import { openDb, type Db } from '@/lib/db';
import { atEndOfFile } from './cleanup';
import { embeddedSnapshot } from './embedded-template';
import { createServerDatabase } from './server-template';

/**
 * A migrated database of this test file's own: PGlite in memory, or, with TEST_DATABASE_URL, a fresh database on that
 * server. Closed by itself when the file is over; suites mint their own users, so order never matters.
 */
export async function openTestDb(): Promise<Db> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? openOnServer(server) : openInMemory();
}

async function openInMemory(): Promise<Db> {
  const db = await openDb({ dataDir: null, snapshot: await embeddedSnapshot() });
  atEndOfFile(() => db.close());
  return db;
}

async function openOnServer(server: string): Promise<Db> {
  const { url, drop } = await createServerDatabase(server, `megicai_test_${randomUUID().replaceAll('-', '')}`);
  atEndOfFile(drop);
  const db = await openDb({ dataDir: null, url, poolSize: 12 });
  atEndOfFile(() => db.close());
  return db;
}
