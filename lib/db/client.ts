import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client';
import { acquireDataLock } from './data-lock';
import type { Db, PrismaModels, Sending, Sql, SqlValue } from './db';
import { laneCount, openLanes } from './lanes';
import { hasNoAnswer, isLost, retryTransient } from './retry';
import { keepsStatements, statementNames } from './statement-name';

export interface DbConfig {
  /** Where PGlite keeps its files; `null` keeps them in memory. Ignored with a `url`. */
  dataDir: string | null;
  /** A dumped data directory to start an in-memory database from. */
  snapshot?: Blob;
  /** A PostgreSQL 15+ server. */
  url?: string;
  /** Connections to a server. */
  poolSize?: number;
}

const TRANSACTION_MS = { maxWait: 10_000, timeout: 15_000 };

/** Opens the configured database. Nothing is migrated here. Throws when the files are in use by another process. */
export async function openDb(config: DbConfig): Promise<Db> {
  return config.url ? openServer(config.url, config.poolSize ?? 16) : openEmbedded(config.dataDir, config.snapshot);
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
    const door = query.name !== undefined && lanes ? lanes : undefined;
    const send = () => (door ? door.send<Row>(query) : pool.query<Row>(query));
    return (await retryTransient(send, sending?.repeatable ? hasNoAnswer : undefined)).rows;
  };
  return makeDb('server', prisma, sql, async () => {
    await prisma.$disconnect();
    await lanes?.close();
    await pool.end();
  });
}

async function openEmbedded(dataDir: string | null, snapshot?: Blob): Promise<Db> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  const directory = dataDir === null ? null : path.join(dataDir, 'postgres');
  let release = async () => {};
  if (directory) {
    await mkdir(path.dirname(directory), { recursive: true });
    release = await acquireDataLock(path.dirname(directory));
  }
  try {
    const pglite = await PGlite.create(directory ?? 'memory://', { loadDataDir: snapshot });
    const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
    const sql: Sql = async <Row extends object>(text: string, values: readonly SqlValue[] = []) =>
      (await pglite.query<Row>(text, [...values])).rows;
    return makeDb('embedded', prisma, sql, async () => {
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

function makeDb(mode: Db['mode'], prisma: PrismaClient, sql: Sql, close: () => Promise<void>): Db {
  let closing: Promise<void> | undefined;
  return {
    mode,
    prisma,
    sql,
    transaction: (work, sending) =>
      retryTransient(
        () => prisma.$transaction((tx) => work(insideTransaction(mode, tx)), TRANSACTION_MS),
        sending?.repeatable ? isLost : undefined,
      ),
    // A second close joins the first.
    close: () => (closing ??= close()),
  };
}

function insideTransaction(mode: Db['mode'], tx: PrismaModels): Db {
  const db: Db = {
    mode,
    prisma: tx,
    sql: <Row extends object>(text: string, values: readonly SqlValue[] = []) =>
      tx.$queryRawUnsafe<Row[]>(text, ...values),
    transaction: (work) => work(db),
    close: async () => {
      throw new Error('a transaction cannot close its database');
    },
  };
  return db;
}
