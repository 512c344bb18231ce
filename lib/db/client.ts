import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Filesystem } from '@electric-sql/pglite/basefs';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client';
import { acquireDataLock } from './data-lock';
import type { Db, PrismaModels, Sending, Sql, SqlValue } from './db';
import { MOST_MS, transactionEmbedded, transactionOnServer } from './driver-transaction';
import { openEmbeddedDoor } from './embedded-door';
import { laneCount, openLanes } from './lanes';
import { hasNoAnswer, isLost, retryTransient } from './retry';
import { keepsStatements, statementNames } from './statement-name';

export interface DbConfig {
  /** Where PGlite keeps its files; `null` keeps them in memory. Ignored with a `url`. */
  dataDir: string | null;
  /** A dumped data directory to start a new database from. */
  snapshot?: Blob;
  /** Files in memory for the database, in place of PGlite's own; they may have a database in them already. */
  files?: Filesystem;
  /** PGlite's own program, compiled before: who opens many databases in one process need not compile it for each. */
  engine?: WebAssembly.Module;
  /** A PostgreSQL 15+ server. */
  url?: string;
  /** Connections to a server. */
  poolSize?: number;
}

const TRANSACTION_MS = { maxWait: 10_000, timeout: MOST_MS };

/** Opens the configured database. Nothing is migrated here. Throws when the files are in use by another process. */
export async function openDb(config: DbConfig): Promise<Db> {
  return config.url ? openServer(config.url, config.poolSize ?? 16) : openEmbedded(config);
}

async function openServer(url: string, poolSize: number): Promise<Db> {
  const config = {
    connectionString: url,
    application_name: 'megicai',
    // Prisma's adapter drops the offset of a time it reads, so every session must speak UTC, whatever the server's default.
    options: '-c TimeZone=UTC',
  };
  const laneConnections = keepsStatements(url) ? laneCount(poolSize) : 0;
  const pool = new Pool({ ...config, max: poolSize - laneConnections });
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Between two users of a connection nobody else listens: one that dies in that moment would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  const lanes = laneConnections > 0 ? openLanes(config, laneConnections, pool) : undefined;
  const nameOf = keepsStatements(url) ? statementNames() : () => undefined;
  // A statement of its own is a transaction of its own: what the database undid may simply be sent again.
  const sql: Sql = async <Row extends object>(text: string, values: readonly SqlValue[] = [], sending?: Sending) => {
    const query = { name: nameOf(text), text, values: [...values] };
    const door = query.name !== undefined && !sending?.mayWait ? lanes : undefined;
    const send = () => (door ? door.send<Row>(query) : pool.query<Row>(query));
    return (await retryTransient(send, sending?.repeatable ? hasNoAnswer : undefined)).rows;
  };
  const direct: Direct = (work) => transactionOnServer(pool, nameOf, work);
  return makeDb('server', { prisma, sql, direct }, async () => {
    await prisma.$disconnect();
    await lanes?.close();
    await pool.end();
  });
}

async function openEmbedded({ dataDir, snapshot, files, engine }: DbConfig): Promise<Db> {
  const driver = await import('@electric-sql/pglite');
  const { PGlite } = driver;
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  const directory = dataDir === null ? null : path.join(dataDir, 'postgres');
  let release = async () => {};
  if (directory) {
    await mkdir(path.dirname(directory), { recursive: true });
    release = await acquireDataLock(path.dirname(directory));
  }
  try {
    const given = { loadDataDir: snapshot, fs: files, pgliteWasmModule: engine };
    const pglite = await PGlite.create(directory ?? 'memory://', given);
    const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
    const { sql, sqlInside } = openEmbeddedDoor(pglite, driver, statementNames());
    const direct: Direct = (work) => transactionEmbedded(pglite, sqlInside, work);
    return makeDb('embedded', { prisma, sql, direct }, async () => {
      await prisma.$disconnect();
      // Prisma's adapter may have closed it with itself.
      if (!pglite.closed) await pglite.close();
      await release();
    });
  } catch (error) {
    await release();
    throw error;
  }
}

/** A transaction through the driver alone. */
type Direct = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

interface Doors {
  prisma: PrismaClient;
  sql: Sql;
  direct: Direct;
}

function makeDb(mode: Db['mode'], { prisma, sql, direct }: Doors, close: () => Promise<void>): Db {
  let closing: Promise<void> | undefined;
  const once = <T>(work: (tx: Db) => Promise<T>, withoutModels: boolean): Promise<T> =>
    withoutModels
      ? direct((own) => work(insideTransaction(mode, NO_MODELS, own)))
      : prisma.$transaction((tx) => work(insideTransaction(mode, tx, sqlOf(tx))), TRANSACTION_MS);
  return {
    mode,
    prisma,
    sql,
    transaction: (work, { repeatable = false, withoutModels = false } = {}) =>
      retryTransient(() => once(work, withoutModels), repeatable ? isLost : undefined),
    // A second close joins the first.
    close: () => (closing ??= close()),
  };
}

/** What stands in for Prisma's models where a transaction was begun without them. */
const NO_MODELS = new Proxy({} as PrismaModels, {
  get: (_target, member) => {
    if (typeof member === 'symbol' || member === 'then') return undefined;
    throw new Error(`this transaction was begun without models, so it has no ${member}`);
  },
});

const sqlOf =
  (tx: PrismaModels): Sql =>
  <Row extends object>(text: string, values: readonly SqlValue[] = []) =>
    tx.$queryRawUnsafe<Row[]>(text, ...values);

function insideTransaction(mode: Db['mode'], prisma: PrismaModels, sql: Sql): Db {
  const db: Db = {
    mode,
    prisma,
    sql,
    transaction: (work) => work(db),
    close: async () => {
      throw new Error('a transaction cannot close its database');
    },
  };
  return db;
}
