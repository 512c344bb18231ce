import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Db } from '@/lib/db';

export const DATABASE_CORE = 0;
export const CALLER_CORE = 1;

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

function familyOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isChild = (pid: string) => {
    try {
      return parentOf(Number(pid)) === parent;
    } catch {
      return false;
    }
  };
  return [parent, ...pids.filter(isChild).map(Number)];
}

const place = (pids: number[], cores: string) =>
  pids.forEach((pid) => spawnSync('taskset', ['-acp', cores, String(pid)]));

/** Puts the server, with every connection it has, on `cores`; what it forks later stays there too. */
export async function placeServer(db: Db, cores: string): Promise<void> {
  const [row] = await db.sql<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  if (row) place(familyOf(parentOf(row.pid)), cores);
}

/** Puts this process on `cores`; pgbench, which it starts, inherits that. */
export function placeCaller(cores: string): void {
  place([process.pid], cores);
}

export const EVERY_CORE = `0-${availableParallelism() - 1}`;
