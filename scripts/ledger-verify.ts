import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '@/lib/clock';
import type { Ctx } from '@/lib/context';
import { formatLedgerReport, verifyLedger } from '@/lib/credits';
import { dataLockOwner, openDb, pendingMigrations, readMigrations, type Db } from '@/lib/db';
import { getEnv } from '@/lib/env';

/** Could not look, as opposed to 1: looked, and found differences. */
const CANNOT_LOOK = 2;

/** The database to look at, or the plain sentence why there is none. */
async function openLedger(): Promise<Db | string> {
  const env = getEnv();
  const dataDir = path.resolve(env.DATA_DIR);
  if (!env.DATABASE_URL) {
    const owner = await dataLockOwner(dataDir);
    if (owner !== null) {
      return `A hub is running on ${dataDir} (process ${owner}), and the embedded database serves one process. Stop it, then verify again.`;
    }
    if (!existsSync(path.join(dataDir, 'postgres'))) {
      return `There is no hub in ${dataDir}. Set DATA_DIR or DATABASE_URL to the one you mean.`;
    }
  }
  const db = await openDb({ dataDir, url: env.DATABASE_URL, poolSize: 1 });
  const missing = await pendingMigrations(db, await readMigrations(path.resolve('prisma', 'migrations')));
  if (missing.length === 0) return db;
  await db.close();
  return `The database is not up to date (missing: ${missing.join(', ')}). Start the hub once, then verify again.`;
}

async function main(): Promise<number> {
  const db = await openLedger();
  if (typeof db === 'string') {
    console.error(db);
    return CANNOT_LOOK;
  }
  try {
    // Verifying needs an actor, a clock and the database; nothing else of a hub is open here.
    const ctx = { actor: { type: 'system', job: 'ledger:verify' }, db, clock: systemClock } as Ctx;
    const report = await verifyLedger({ ctx, input: {} });
    console.log(formatLedgerReport(report));
    return report.ok ? 0 : 1;
  } finally {
    await db.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The ledger could not be verified: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = CANNOT_LOOK;
  },
);
