import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readMigrations } from '@/lib/db';

const FOLDER = path.resolve('prisma', 'migrations');
const CACHE = path.resolve('node_modules', '.cache', 'megicai-tests');

/** The migrations' state under one name: a changed migration makes another template. */
export async function migrationsFingerprint(): Promise<string> {
  const migrations = await readMigrations(FOLDER);
  const text = migrations.map(({ name, checksum }) => `${name} ${checksum}`).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The rows our runner would leave in `_prisma_migrations`, as SQL. */
function historySql(migrations: { name: string; checksum: string }[]): string {
  const rows = migrations.map(({ name, checksum }) => `('${randomUUID()}', '${checksum}', '${name}', now(), 1)`);
  return `CREATE TABLE _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0);
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ${rows.join(', ')};`;
}

const BLOCK = 512;

/**
 * A dump without the two databases that new ones would be copied from: nobody makes any, and half the files of a data
 * directory are theirs. In a tar every entry is a block that names it and its size in octal, then its bytes in whole blocks.
 */
export function withoutTemplates(tar: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < tar.length;) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = name === '' ? 0 : Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    const end = at + BLOCK * (1 + Math.ceil(size / BLOCK));
    if (!/^\.?\/?base\/(?:1|4)\/./.test(name)) kept.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

async function buildSnapshot(file: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create('memory://');
  const migrations = await readMigrations(FOLDER);
  for (const migration of migrations) await pglite.exec(migration.sql);
  await pglite.exec(historySql(migrations));
  // Every start clears its buffers first, 128 MB of them unless told otherwise, and goes through the log since a checkpoint.
  await pglite.exec("ALTER SYSTEM SET shared_buffers = '32MB'");
  await pglite.exec('CHECKPOINT');
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await mkdir(CACHE, { recursive: true });
  // Two workers may build at once: each writes its own file, the last rename wins.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, withoutTemplates(Buffer.from(await dump.arrayBuffer())));
  await rename(partial, file);
}

/** A migrated data directory; making a database from nothing takes seconds, from this a third of one. */
export async function embeddedSnapshot(): Promise<Blob> {
  const file = path.join(CACHE, `${await migrationsFingerprint()}-small.tar`);
  if (!existsSync(file)) await buildSnapshot(file);
  return new Blob([await readFile(file)]);
}
