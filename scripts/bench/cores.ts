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

function statusOf(pid: number, field: string): string {
  try {
    return new RegExp(`^${field}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

export const parentOf = (pid: number): number => Number(statusOf(pid, 'PPid') || -1);
export const nameOf = (pid: number): string => statusOf(pid, 'Name');

/** A process and all it has started, whatever was started by those included. */
export function familyOf(root: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = all.map((name) => [Number(name), parentOf(Number(name))] as const);
  const below = (pid: number): number[] => [
    pid,
    ...parents.filter(([, its]) => its === pid).flatMap(([one]) => below(one)),
  ];
  return below(root);
}
