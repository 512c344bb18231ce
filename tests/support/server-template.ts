import { Client } from 'pg';
import path from 'node:path';
import { migrate, openDb } from '@/lib/db';
import { migrationsFingerprint } from './embedded-template';

const TEMPLATE_LOCK = 772_033_916;

/** The same server, another database. */
export function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer<T>(server: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the migrated template once; others wait for it. */
async function ensureTemplate(client: Client, server: string): Promise<string> {
  const name = `megicai_template_${await migrationsFingerprint()}`;
  await client.query('SELECT pg_advisory_lock($1::bigint)', [TEMPLATE_LOCK]);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return name;
    await client.query(`DROP DATABASE IF EXISTS ${name}_new`);
    await client.query(`CREATE DATABASE ${name}_new`);
    const db = await openDb({ dataDir: null, url: withDatabase(server, `${name}_new`), poolSize: 2 });
    await migrate(db, path.resolve('prisma', 'migrations'));
    await db.close();
    await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1::bigint)', [TEMPLATE_LOCK]);
  }
}

/** A new database named `name`: cloned from the migrated template, or with nothing in it. */
export async function createServerDatabase(
  server: string,
  name: string,
  content: 'migrated' | 'empty' = 'migrated',
): Promise<{ url: string; drop: () => Promise<void> }> {
  await onServer(server, async (client) => {
    const template = content === 'empty' ? 'template0' : await ensureTemplate(client, server);
    // Two clones of one template at the same moment refuse each other.
    await client.query('SELECT pg_advisory_lock($1::bigint)', [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  // Made now, connected later: `pg` loads node:net on demand, and at the end of a file nothing can be loaded any more.
  const last = new Client({ connectionString: server });
  const drop = async () => {
    await last.connect();
    await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await last.end();
  };
  return { url: withDatabase(server, name), drop };
}
