import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import { migrate, openDb, type Db } from '@/lib/db';

const MIGRATIONS = path.resolve('prisma', 'migrations');

/**
 * A migrated, empty database of the test's own: PGlite in memory, or a new database on the server that
 * TEST_DATABASE_URL names. Close it when the test ends.
 */
export async function openTestDb(): Promise<Db> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return migrated(await openDb({ dataDir: null }));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await migrated(await openDb({ dataDir: null, url: url.toString(), poolSize: 16 }));
  return {
    ...db,
    close: async () => {
      await db.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

async function migrated(db: Db): Promise<Db> {
  await migrate(db, MIGRATIONS);
  return db;
}
