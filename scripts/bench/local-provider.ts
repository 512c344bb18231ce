import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface LocalProvider {
  /** Ends in /v1. */
  url: string;
  stop(): void;
}

/** An OpenAI-wire server in a process of its own, pinned to `core`. */
export async function startProvider(core: number, args: string[]): Promise<LocalProvider> {
  const command = [
    '-c',
    String(core),
    'node_modules/.bin/tsx',
    'tests/support/openai-wire-server-cli.ts',
    '--port',
    '0',
    ...args,
  ];
  const child = spawn('taskset', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /http:\S+/.exec(chunk.toString())?.[0];
  if (!url) throw new Error('The local provider did not come up.');
  return { url, stop: () => child.kill('SIGTERM') };
}
