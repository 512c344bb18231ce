import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundledScript, COMPILED, FOR_SHORT_LIVES } from './bundled-script';
import type { Findings } from './fault-check';
import type { FunctionPoint } from './fault-plpgsql';
import type { Facts } from './fault-scenario';
import type { Kill, Passing } from './fault-trace';

/** What one process is told to do, in this order. */
export interface FaultOrder {
  /** `url` is a database server's; else PGlite on the directory. */
  database: { dataDir: string; url?: string };
  /** Where stored files are. */
  files: string;
  /** Put fault points into the stored functions first. */
  instrument?: boolean;
  /** Judge what the last process left behind. */
  check?: { scenario: string; facts: Facts };
  /** Play these scenarios to their ends and list their points. */
  record?: string[];
  /** Play a scenario and die at this point. */
  kill?: Kill;
  /** Let the server end the connection at these points, one after the other, and live on. */
  terminate?: Kill[];
}

/** A scenario that came to its end. */
export interface Recording {
  scenario: string;
  passed: Passing[];
  findings: Findings;
}

/** What a process has said before it ended. */
export interface FaultLife {
  points?: FunctionPoint[];
  facts?: Facts;
  findings?: Findings;
  killedAt?: string;
  recorded: Recording[];
  terminated: { kill: Kill; reached: boolean; findings: Findings }[];
  /** It came to its end by itself. */
  ended: boolean;
  signal: NodeJS.Signals | null;
  /** The end of what it wrote to stderr. */
  errors: string;
}

interface Line extends Partial<Omit<FaultLife, 'terminated' | 'recorded'>> {
  recorded?: Recording;
  terminated?: FaultLife['terminated'][number];
}

/** A process that does nothing for so long hangs, and is a failure. */
const PATIENCE_MS = 60_000;

/** Starts one process, and resolves when it is gone. */
export async function liveAndDie(order: FaultOrder): Promise<FaultLife> {
  // No shell or loader process around it: the kill must hit the one that holds the database.
  const child = spawn(
    process.execPath,
    [...FOR_SHORT_LIVES, bundledScript('tests/support/fault-child.ts'), JSON.stringify(order)],
    {
      env: { ...process.env, ...COMPILED, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const gone = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS * (1 + (order.terminate?.length ?? 0) / 10));
  const life: FaultLife = { recorded: [], terminated: [], ended: false, signal: null, errors: '' };
  child.stderr.on('data', (chunk: Buffer) => {
    life.errors = (life.errors + String(chunk)).slice(-2_000);
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const { terminated, recorded, ...line } = JSON.parse(text) as Line;
    if (terminated) life.terminated.push(terminated);
    if (recorded) life.recorded.push(recorded);
    Object.assign(life, line);
  }
  const [, signal] = await gone;
  clearTimeout(timer);
  return { ...life, signal };
}
