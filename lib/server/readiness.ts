import path from 'node:path';
import { pendingMigrations, readMigrations, type Db } from '@/lib/db';
import type { Ai } from '@/lib/ai';
import type { Kv } from '@/lib/redis';

type Part = 'ok' | 'failed';

/** What `/api/ready` tells. Only `checks` decide; `reports` are for people. */
export interface Readiness {
  status: 'ready' | 'unavailable';
  checks: { database: Part; migrations: Part };
  reports: { redis: Part | 'in process'; providers: { id: string; demo: boolean }[] };
}

/** A probe that hangs would be worse than one that fails. */
const PROBE_MS = 2_000;

async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_MS);
  });
  const done = work().then(
    (answer) => answer !== false,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

const part = (good: boolean): Part => (good ? 'ok' : 'failed');

/** Whether this process can serve: the database answers and has every migration of this version. Never throws. */
export async function readiness({ db, kv, ai }: { db: Db; kv: Kv; ai: Ai }): Promise<Readiness> {
  const folder = path.resolve(/* turbopackIgnore: true */ 'prisma', 'migrations');
  const [database, migrations, redis] = await Promise.all([
    succeeds(() => db.sql('SELECT 1 AS alive')),
    succeeds(async () => (await pendingMigrations(db, await readMigrations(folder))).length === 0),
    succeeds(() => kv.ping()),
  ]);
  return {
    status: database && migrations ? 'ready' : 'unavailable',
    checks: { database: part(database), migrations: part(migrations) },
    reports: {
      redis: kv.mode === 'memory' ? 'in process' : part(redis),
      providers: ai.providers().map(({ id, demo }) => ({ id, demo })),
    },
  };
}
