import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What is measured has this core for itself; contestants take turns on it. */
export const HUB_CORE = 0;
/** Load, providers, PostgreSQL and Redis. */
export const LOAD_CORE = 1;

export const onCore = (core: number): string[] => ['taskset', '-c', String(core)];

/** Moves a running process with all its threads; what it forks later inherits the core. */
export function pin(pid: number | undefined, core: number): void {
  spawnSync('taskset', ['-acp', String(core), String(pid)]);
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return -1;
  }
}

/** A process and all it has started, whatever was started by those included. */
export function familyOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = all.filter((other) => parentOf(other) === pid).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}
