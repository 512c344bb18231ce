import { Redis } from 'ioredis';
import { Client } from 'pg';
import { familyOf, nameOf, parentOf } from '../../bench/cores';

/** What the servers have done so far. */
export interface Figures {
  transactions: number;
  rowsWritten: number;
  /** Scripts that clients have asked for: the counts of beats and the limits. */
  redisCommands: number;
}

export interface Servers {
  read(): Promise<Figures>;
  close(): Promise<void>;
}

const STATS = `SELECT (xact_commit + xact_rollback)::float8 AS transactions,
    (tup_inserted + tup_updated + tup_deleted)::float8 AS "rowsWritten"
  FROM pg_stat_database WHERE datname = current_database()`;

/** Commands of clients; what scripts call within is the same command. */
async function commandsOf(redis: Redis): Promise<number> {
  const text = await redis.info('commandstats');
  let sum = 0;
  for (const [, name, calls] of text.matchAll(/cmdstat_(eval|evalsha|script\|load|ping|info)[^:]*:calls=(\d+)/g)) {
    if (name !== 'info') sum += Number(calls);
  }
  return sum;
}

export async function openFigures(env: Record<string, string>): Promise<Servers | null> {
  if (!env.DATABASE_URL || !env.REDIS_URL) return null;
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const redis = new Redis(env.REDIS_URL);
  return {
    read: async () => {
      const { rows } = await client.query<{ transactions: number; rowsWritten: number }>(STATS);
      const [row] = rows;
      return {
        transactions: row?.transactions ?? 0,
        rowsWritten: row?.rowsWritten ?? 0,
        redisCommands: await commandsOf(redis),
      };
    },
    close: async () => {
      await client.end();
      redis.disconnect();
    },
  };
}

/** Processes of a server that this process has started. */
export function pidsOf(name: string): number[] {
  const roots = familyOf(process.pid).filter((pid) => nameOf(pid) === name && parentOf(pid) === process.pid);
  return roots.flatMap(familyOf);
}
