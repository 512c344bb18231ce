import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { openDb, readMigrations } from '@/lib/db';
import { tarEntries } from './tar-entries';

const FOLDER = path.resolve('prisma', 'migrations');
const CACHE = path.resolve('node_modules', '.cache', 'megicai-tests');
const RECIPE = ['embedded-template.ts', 'memory-files.ts', 'tar-entries.ts'];
const PGLITE = path.resolve('node_modules', '@electric-sql', 'pglite', 'package.json');

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

/**
 * A dump without the two databases that new ones would be copied from: nobody makes any, and half the files of a data
 * directory are theirs.
 */
export function withoutTemplates(tar: Buffer): Buffer {
  const kept = [...tarEntries(tar)].filter(({ name }) => !/^base\/(?:1|4)\/./.test(name));
  return Buffer.concat(kept.map(({ whole }) => whole));
}

async function applyMigrations(pglite: PGlite): Promise<void> {
  const migrations = await readMigrations(FOLDER);
  for (const migration of migrations) await pglite.exec(migration.sql);
  await pglite.exec(historySql(migrations));
}

async function build(file: string, fill: (pglite: PGlite) => Promise<void>): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { FilesAtTheEnd } = await import('./memory-files');
  const files = new FilesAtTheEnd();
  const pglite = await PGlite.create({ fs: files });
  await fill(pglite);
  // Every start clears its buffers first, 128 MB of them unless told otherwise.
  await pglite.exec("ALTER SYSTEM SET shared_buffers = '32MB'");
  // A new piece of the log has next to nothing in it; the one before it goes.
  await pglite.exec('SELECT pg_switch_wal()');
  await pglite.exec('SET wal_recycle = off');
  await pglite.exec('CHECKPOINT');
  // As it is after its end: from files of a database that still ran, every start would be a recovery.
  await pglite.close();
  await mkdir(CACHE, { recursive: true });
  // Two workers may build at once: each writes its own file, the last rename wins.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, withoutTemplates(await files.tar()));
  await rename(partial, file);
}

/** Another PGlite may lay its files out in another way, and what is made here is made as these files say. */
async function cached(name: string): Promise<string> {
  const { version } = JSON.parse(await readFile(PGLITE, 'utf8')) as { version: string };
  const recipe = createHash('sha256');
  for (const file of RECIPE) recipe.update(await readFile(path.resolve('tests', 'support', file)));
  return path.join(CACHE, `${name}-${version}-${recipe.digest('hex').slice(0, 12)}`);
}

async function builtOnce(name: string, fill: (pglite: PGlite) => Promise<void>): Promise<Buffer<ArrayBuffer>> {
  const file = `${await cached(name)}.tar`;
  if (!existsSync(file)) await build(file, fill);
  return readFile(file);
}

/** A migrated data directory as a tar; making a database from nothing takes seconds, from this a fraction of one. */
export async function embeddedTar(): Promise<Buffer<ArrayBuffer>> {
  return builtOnce(await migrationsFingerprint(), applyMigrations);
}

/** One with nothing in it, for what migrates by itself. */
export async function emptyTar(): Promise<Buffer> {
  return builtOnce('empty', async () => {});
}

/** The migrated one, for a database that is to keep its files in a directory. */
export async function embeddedSnapshot(): Promise<Blob> {
  return new Blob([await embeddedTar()]);
}

async function buildDirectory(directory: string): Promise<void> {
  const partial = `${directory}.${randomUUID()}`;
  const db = await openDb({ dataDir: partial, snapshot: await embeddedSnapshot() });
  await db.close();
  // Whoever was first has made it: all of them are alike.
  await rename(partial, directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(partial, { recursive: true, force: true });
}

/** Puts a migrated database into a hub's data directory, as a hub that was stopped would have left it there. */
export async function fillDataDir(dataDir: string): Promise<void> {
  const directory = await cached(`${await migrationsFingerprint()}-directory`);
  if (!existsSync(directory)) await buildDirectory(directory);
  await cp(directory, dataDir, { recursive: true });
}
