import { writeSync } from 'node:fs';

/** What happens at the armed point of a database server; the embedded database knows only the process's death. */
export type FaultAction = 'commit' | 'rollback' | 'terminate';

/** One passing of one point: the `nth` time a scenario came by. */
export interface Passing {
  name: string;
  nth: number;
}

/** A point of a scenario to be killed at, and how. */
export interface Kill extends Passing {
  scenario: string;
  action: FaultAction;
}

export interface FaultTrace {
  /** Points count, and kill, only while it is on: neither while a scenario is prepared nor while it is judged. */
  on: boolean;
  readonly passed: readonly Passing[];
  /** Forgets what was passed. */
  reset(): void;
  /** Called at a point. */
  pass(name: string): void;
  arm(passing: Passing): void;
}

/** One line of JSON to the parent, written before anything else can happen. */
export function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** SIGKILL to ourselves: the kernel lets this process execute nothing more. */
export function dieAt(name: string): never {
  tell({ killedAt: name });
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

export function createTrace(): FaultTrace {
  const counts = new Map<string, number>();
  const passed: Passing[] = [];
  let armed: Passing | null = null;
  const trace: FaultTrace = {
    on: false,
    passed,
    reset() {
      counts.clear();
      passed.length = 0;
    },
    pass(name) {
      if (!trace.on) return;
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      if (armed?.name === name && armed.nth === nth) dieAt(name);
      passed.push({ name, nth });
    },
    arm: (passing) => {
      armed = passing;
    },
  };
  return trace;
}
