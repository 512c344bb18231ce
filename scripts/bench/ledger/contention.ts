import { getCredits } from '@/lib/credits';
import { openDb, type Db } from '@/lib/db';
import { microToCredits } from '@/lib/format';
import { USE_MICRO } from './population';
import { ctxOver, person, useOnce } from './verbs';

const PARALLEL = 64;

export interface Contention {
  uses: number;
  errors: number;
  /** Credits between what the user has and what the user must have. */
  lost: number;
  deadlocks: number;
}

async function deadlocks(db: Db): Promise<number> {
  const [row] = await db.sql<{ count: string }>(
    'SELECT deadlocks::text AS count FROM pg_stat_database WHERE datname = current_database()',
  );
  return Number(row?.count ?? 0);
}

/** P7: rounds of 64 parallel uses by user 1, each over a connection of its own. */
export async function contend(url: string, rounds: number): Promise<Contention> {
  const db = await openDb({ dataDir: null, url, poolSize: PARALLEL });
  try {
    const wallet = () => getCredits({ ctx: ctxOver(db, person(1)), input: {} });
    const before = { ...(await wallet()), deadlocks: await deadlocks(db) };
    let errors = 0;
    for (let round = 0; round < rounds; round++) {
      const outcomes = await Promise.allSettled(Array.from({ length: PARALLEL }, () => useOnce(db, 1)));
      errors += outcomes.filter((outcome) => outcome.status === 'rejected' || !outcome.value).length;
    }
    const after = await wallet();
    const uses = rounds * PARALLEL;
    const spent = microToCredits(USE_MICRO) * (uses - errors);
    const lost = Math.abs(before.available - spent - after.available) + Math.abs(after.held - before.held);
    // Sessions report what they counted when they end.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    return { uses, errors, lost, deadlocks: (await deadlocks(db)) - before.deadlocks };
  } finally {
    await db.close();
  }
}
