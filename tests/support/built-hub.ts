import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from './temporary-directory';

export interface Hub {
  /** Such as http://localhost:40123, without a slash at the end. */
  url: string;
  dataDir: string;
  operator: { email: string; password: string };
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** `SIGKILL` ends it as a power cut would. Resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface HubOptions {
  /** The same directory again is a restart on the same data. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Node's own flags. */
  flags?: string[];
  /** Put in front of the command, such as `['taskset', '-c', '0']`. */
  prefix?: string[];
}

export const OPERATOR = { email: 'operator@hub.example', password: 'correct horse battery' };
const READY_MS = 180_000;

function cleanEnv(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG, NODE_ENV: 'production', ...extra };
}

async function listeningUrl(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const address = /Address\s+(http:\S+)/.exec(output())?.[1];
    if (address && output().includes('MegicAI is ready')) return address;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The hub did not come up:\n${output()}`);
}

/** Starts the built server on a free port, with nothing configured but what the caller says. */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('There is no build: npm run build');
  const dataDir = options.dataDir ?? temporaryDirectory('megicai-hub-');
  const env = cleanEnv({
    PORT: '0',
    DATA_DIR: dataDir,
    CONFIG_FILE: path.join(dataDir, 'config.yaml'),
    LOG_LEVEL: 'error',
    ADMIN_EMAIL: OPERATOR.email,
    ADMIN_PASSWORD: OPERATOR.password,
    ...options.env,
  });
  const [command = '', ...args] = [
    ...(options.prefix ?? []),
    path.resolve('node_modules/.bin/node'),
    ...(options.flags ?? []),
    'scripts/serve.mjs',
  ];
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const output = () => text;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  try {
    return { url: await listeningUrl(child, output), dataDir, operator: OPERATOR, process: child, output, stop };
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
}
