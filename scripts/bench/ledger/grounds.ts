import { performance } from 'node:perf_hooks';
import { formatLedgerReport, verifyLedger } from '@/lib/credits';
import { openDb, type Db } from '@/lib/db';
import { createServerDatabase } from '../../../tests/support/server-template';
import { populate } from './population';
import { ctxOver } from './verbs';

/** A database to measure on, and who lives there. */
export interface Ground {
  name: string;
  users: number;
  url: string;
  db: Db;
}

/** Connections of the pool under measure, as many as pgbench has clients. */
export const CONNECTIONS = 16;

export async function makeGround(
  server: string,
  users: number,
  oldEntries: number,
): Promise<Ground & { fillSeconds: number }> {
  const from = performance.now();
  const { url } = await createServerDatabase(server, `bench_${users}_${oldEntries}`);
  await populate(url, users, oldEntries);
  const db = await openDb({ dataDir: null, url, poolSize: CONNECTIONS });
  const who = users === 1 ? 'one user' : `${users.toLocaleString('en')} users`;
  const old = oldEntries === 0 ? 'empty ledger' : `${oldEntries.toLocaleString('en')} old entries`;
  return { name: `${who}, ${old}`, users, url, db, fillSeconds: (performance.now() - from) / 1_000 };
}

/** Seconds that `ledger:verify` takes. @throws Error with its report when a rule is broken. */
export async function verifySeconds(db: Db): Promise<{ seconds: number; entries: number }> {
  const from = performance.now();
  const report = await verifyLedger({ ctx: ctxOver(db, { type: 'system', job: 'bench' }), input: {} });
  if (!report.ok) throw new Error(formatLedgerReport(report));
  return { seconds: (performance.now() - from) / 1_000, entries: report.counts.entries };
}
