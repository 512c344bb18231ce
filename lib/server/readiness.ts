import path from 'node:path';
import { ledgerState } from '@/lib/credits';
import { pendingMigrations, readMigrations, type Db } from '@/lib/db';
import type { Ai } from '@/lib/ai';
import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';
import type { FileStore } from '@/lib/runs';

type Part = 'ok' | 'failed';

/** What `/api/ready` tells. Only `checks` decide; `reports` are for people. */
export interface Readiness {
  status: 'ready' | 'unavailable';
  checks: { database: Part; migrations: Part };
  reports: {
    redis: Part | 'in process';
    files: Part | 'on disk';
    /** What the newest daily check of the ledger found; `unchecked` where there is none of the last two days. */
    ledger: Part | 'unchecked';
    providers: { id: string; demo: boolean }[];
  };
}

/** A probe that hangs would be worse than one that fails. */
const PROBE_MS = 2_000;

async function within<Answer>(work: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PROBE_MS);
  });
  const done = work().catch(() => otherwise);
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

const succeeds = (work: () => Promise<unknown>) => within(async () => (await work()) !== false, false);

async function filesState(files: FileStore): Promise<Readiness['reports']['files']> {
  await files.ping();
  return files.place === 'disk' ? 'on disk' : 'ok';
}

const part = (good: boolean): Part => (good ? 'ok' : 'failed');

export interface ReadinessInput {
  db: Db;
  kv: Kv;
  ai: Ai;
  files: FileStore;
  clock: Clock;
}

/** Whether this process can serve: the database answers and has every migration of this version. Never throws. */
export async function readiness({ db, kv, ai, files, clock }: ReadinessInput): Promise<Readiness> {
  const folder = path.resolve(/* turbopackIgnore: true */ 'prisma', 'migrations');
  const [database, migrations, redis, stored, ledger] = await Promise.all([
    succeeds(() => db.sql('SELECT 1 AS alive')),
    succeeds(async () => (await pendingMigrations(db, await readMigrations(folder))).length === 0),
    succeeds(() => kv.ping()),
    within(() => filesState(files), 'failed'),
    within<Readiness['reports']['ledger']>(() => ledgerState(db, clock.now()), 'unchecked'),
  ]);
  return {
    status: database && migrations ? 'ready' : 'unavailable',
    checks: { database: part(database), migrations: part(migrations) },
    reports: {
      redis: kv.mode === 'memory' ? 'in process' : part(redis),
      files: stored,
      ledger,
      providers: ai.providers().map(({ id, demo }) => ({ id, demo })),
    },
  };
}
