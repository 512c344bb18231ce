import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { LOAD_CORE, onCore } from './cores';

/** `single` answers at once with one token, `slow` after 5 s; `paced-300-20`: 300 tokens, one every 20 ms. */
export type ProviderMode = 'single' | 'fails' | 'fails-every-second' | 'slow' | `paced-${number}-${number}`;

export interface LocalProvider {
  /** Ends in /v1. */
  url(mode: ProviderMode): string;
  /** The most calls in flight at once since it was last asked. */
  mostInFlight(): Promise<number>;
  pid: number | undefined;
  stop(): void;
}

/** A provider in a process of its own, on the load's core. */
export async function startProvider(): Promise<LocalProvider> {
  const [taskset = '', ...core] = onCore(LOAD_CORE);
  const command = [
    ...core,
    path.resolve('node_modules/.bin/node'),
    '--import',
    'tsx',
    'scripts/bench/provider/server.ts',
  ];
  const child = spawn(taskset, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const base = /http:\S+/.exec(chunk.toString())?.[0];
  if (!base) throw new Error('The local provider did not come up.');
  return {
    url: (mode) => `${base}/${mode}/v1`,
    mostInFlight: async () => {
      const answer = (await (await fetch(`${base}/count`)).json()) as { mostInFlight: number };
      return answer.mostInFlight;
    },
    pid: child.pid,
    stop: () => child.kill('SIGTERM'),
  };
}
