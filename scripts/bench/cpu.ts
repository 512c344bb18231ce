import { readFileSync } from 'node:fs';

/** Ticks of /proc are hundredths of a second on every Linux we run on. */
const TICK_MS = 10;

/** Processor time of a process with all its threads so far, user and system, in ms; 0 when it has gone. */
function processorMs(pid: number | undefined): number {
  try {
    // The name in brackets may hold blanks: fields are counted behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Time a core was not idle so far, whoever used it, in ms. */
function busyMs(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = line.split(' ').map(Number);
  return (user + nice + system + irq + softIrq + steal) * TICK_MS;
}

/** Time so far in which a core had something to do here and the host of this machine let another machine do it, in ms. */
function stolenMs(): number {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/ +/) ?? [];
  return Number(fields[8] ?? 0) * TICK_MS;
}

export interface Usage {
  elapsedMs: number;
  /** Processor time of each named process, in ms. */
  ms: Record<string, number>;
  /** How busy each core was, 0 to 1. */
  cores: number[];
  /** What the host took from all cores together, in ms. */
  stolenMs: number;
}

/** What named processes, or groups of them, and the first two cores did while `work` ran. */
export async function usageDuring<T>(
  pids: Record<string, number | undefined | number[]>,
  work: () => Promise<T>,
): Promise<{ result: T; usage: Usage }> {
  const timesOf = (group: number | undefined | number[]) =>
    new Map([group].flat().map((pid) => [pid, processorMs(pid)]));
  const look = () => ({
    at: performance.now(),
    cores: [0, 1].map(busyMs),
    stolenMs: stolenMs(),
    ms: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, timesOf(pid)])),
  });
  const before = look();
  const result = await work();
  const after = look();
  const elapsedMs = after.at - before.at;
  const ms = Object.fromEntries(
    Object.entries(after.ms).map(([name, times]) => [
      name,
      // One that ended meanwhile has no time left to look at: what it did is not counted, and takes nothing from the others.
      [...times].reduce((sum, [pid, value]) => sum + Math.max(0, value - (before.ms[name]?.get(pid) ?? 0)), 0),
    ]),
  );
  const cores = after.cores.map((value, core) => Math.min(1, (value - (before.cores[core] ?? 0)) / elapsedMs));
  return { result, usage: { elapsedMs, ms, cores, stolenMs: after.stolenMs - before.stolenMs } };
}
