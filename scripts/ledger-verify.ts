import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '@/lib/clock';
import type { Ctx } from '@/lib/context';
import { findDay, formatLedgerReport, listDays, verifyLedger } from '@/lib/credits';
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

const EXPECT = /^--expect=(\d{4}-\d{2}-\d{2})=([0-9a-f]{64})$/;

/** What the hash chain says beside the checks: where it stands, and whether it is still the one whose hashes were kept elsewhere. */
async function lookAtChain(ctx: Ctx, expected: RegExpExecArray[]): Promise<{ lines: string[]; asExpected: boolean }> {
  const [last] = await listDays({ ctx, input: { limit: 1 } });
  const lines = [
    last
      ? `The hash chain is closed until ${last.day}: ${last.closingHash}`
      : 'No day of the hash chain is closed yet.',
  ];
  let asExpected = true;
  for (const [, day = '', hash = ''] of expected) {
    const found = await findDay({ ctx, input: { day } });
    if (found?.closingHash === hash) lines.push(`${day} was closed with this very hash.`);
    else
      lines.push(`WRONG: ${day} ${found ? `is closed with ${found.closingHash}` : 'is not closed'}, expected ${hash}.`);
    asExpected &&= found?.closingHash === hash;
  }
  return { lines, asExpected };
}

async function main(): Promise<number> {
  const expected = process.argv.slice(2).map((argument) => EXPECT.exec(argument));
  if (expected.includes(null)) {
    console.error('Usage: npm run ledger:verify [-- --expect=<day>=<closing hash>]…   such as --expect=2026-11-20=5f…');
    return CANNOT_LOOK;
  }
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
    const chain = await lookAtChain(
      ctx,
      expected.filter((one) => one !== null),
    );
    console.log(chain.lines.join('\n'));
    return report.ok && chain.asExpected ? 0 : 1;
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
