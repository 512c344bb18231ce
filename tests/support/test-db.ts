import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openDb, type Db } from '@/lib/db';
import { atEndOfFile } from './cleanup';
import { embeddedTar, emptyTar } from './embedded-template';
import { keptInWorker } from './kept';
import { createServerDatabase } from './server-template';

/**
 * A migrated database of this test file's own: PGlite in memory, or, with TEST_DATABASE_URL, a fresh database on that
 * server. Closed by itself when the file is over; suites mint their own users, so order never matters.
 */
export async function openTestDb(): Promise<Db> {
  return open('migrated');
}

/** The same with nothing in it yet, for what migrates by itself. */
export async function openEmptyTestDb(): Promise<Db> {
  return open('empty');
}

type Content = 'migrated' | 'empty';

async function open(content: Content): Promise<Db> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? openOnServer(server, content) : openInMemory(content);
}

async function compileEngine(): Promise<WebAssembly.Module> {
  const file = createRequire(__filename).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(path.join(path.dirname(file), 'pglite.wasm')));
}

/** Compiled once for a worker: half of what opening a database costs. */
export async function engine(): Promise<WebAssembly.Module> {
  // Every test file has globals of its own, and PGlite asks whether what it is given is a module by those.
  const compiled = await keptInWorker('engine', compileEngine);
  Object.setPrototypeOf(compiled, WebAssembly.Module.prototype);
  return compiled;
}

async function openInMemory(content: Content): Promise<Db> {
  // On a server nobody needs PGlite.
  const { FilesFromImage, imageOf } = await import('./memory-files');
  const tar = content === 'migrated' ? embeddedTar : emptyTar;
  const image = await keptInWorker(content, async () => imageOf(await tar()));
  const db = await openDb({ dataDir: null, files: new FilesFromImage(image), engine: await engine() });
  atEndOfFile(() => db.close());
  return db;
}

async function openOnServer(server: string, content: Content): Promise<Db> {
  const name = `megicai_test_${randomUUID().replaceAll('-', '')}`;
  const { url, drop } = await createServerDatabase(server, name, content);
  atEndOfFile(drop);
  const db = await openDb({ dataDir: null, url, poolSize: 12 });
  atEndOfFile(() => db.close());
  return db;
}
