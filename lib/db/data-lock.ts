import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

const LOCK = 'hub.lock';

/** Linux: a process that has ended but was not fetched by its parent yet still answers to signals. */
function hasEnded(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux: when the process began, in ticks since the machine did; empty elsewhere. Process numbers are given out again. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Counted behind the name, which may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** The process that has the embedded data open, or null. A lock left by a dead process does not count. */
export async function dataLockOwner(directory: string): Promise<number | null> {
  const text = await readFile(path.join(directory, LOCK), 'utf8').catch(() => '');
  const [number = '', started = ''] = text.split(' ');
  const pid = Number.parseInt(number, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  return started === '' || started === startedAt(pid) ? pid : null;
}

/**
 * PGlite serves one process. Takes the lock of `directory` and returns its release.
 * @throws Error naming the process that has it.
 */
export async function acquireDataLock(directory: string): Promise<() => Promise<void>> {
  const file = path.join(directory, LOCK);
  const owner = await dataLockOwner(directory);
  if (owner !== null && owner !== process.pid) {
    throw new Error(
      `The embedded database in ${directory} is open in process ${owner}. Stop that hub first, or set DATABASE_URL to share one.`,
    );
  }
  await rm(file, { force: true });
  const handle = await open(file, 'wx');
  await handle.writeFile(`${process.pid} ${startedAt(process.pid)}`);
  await handle.close();
  return async () => rm(file, { force: true });
}
