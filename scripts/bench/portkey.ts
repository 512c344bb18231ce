import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../setup/servers.mjs';
import { HUB_CORE, onCore } from './cores';
import type { Shot } from './line';

export interface Portkey {
  url: string;
  pid: number | undefined;
  /** A call of the provider at `providerUrl`. */
  plain(providerUrl: string, stream?: boolean): (connection: number, number: number) => Shot;
  /** A call of the first provider that goes on to the second when that fails. */
  fallback(first: string, second: string): (connection: number, number: number) => Shot;
  stop(): void;
}

/** As installed, the gateway answers streams with 500: its own server package must be the older one. */
const PACKAGES = { '@portkey-ai/gateway': '1.15.2', '@hono/node-server': '1.12.2' };
const FOLDER = path.resolve('node_modules/.cache/megicai-bench/portkey');
const ENTRY = path.join(FOLDER, 'node_modules/@portkey-ai/gateway/build/start-server.js');

function isInstalled(): boolean {
  if (existsSync(ENTRY)) return true;
  mkdirSync(FOLDER, { recursive: true });
  const overrides = { '@hono/node-server': PACKAGES['@hono/node-server'] };
  writeFileSync(
    path.join(FOLDER, 'package.json'),
    JSON.stringify({ private: true, dependencies: PACKAGES, overrides }),
  );
  const command = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  return spawnSync('npm', command, { cwd: FOLDER, timeout: 180_000 }).status === 0 && existsSync(ENTRY);
}

async function isUp(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answers) return true;
    await sleep(200);
  }
  return false;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function shotWith(headers: Record<string, string>, stream: boolean) {
  return (connection: number, number: number): Shot => ({
    path: '/v1/chat/completions',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({
      model: 'bench',
      messages: [{ role: 'user', content: `Say ${connection} ${number}` }],
      ...(stream ? { stream } : {}),
    }),
  });
}

/** The gateway side by side, as a yardstick, on the hub's core; null where it cannot be installed. Never part of the hub. */
export async function startPortkey(): Promise<Portkey | null> {
  if (!isInstalled()) return null;
  const port = await freePort();
  const [taskset = '', ...core] = onCore(HUB_CORE);
  const command = [...core, path.resolve('node_modules/.bin/node'), ENTRY, `--port=${port}`, '--headless'];
  const child = spawn(taskset, command, { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });
  const url = `http://127.0.0.1:${port}`;
  if (!(await isUp(url))) {
    child.kill('SIGKILL');
    return null;
  }
  const target = (providerUrl: string) => ({ provider: 'openai', api_key: 'local', custom_host: providerUrl });
  return {
    url,
    pid: child.pid,
    plain: (providerUrl, stream = false) =>
      shotWith(
        { authorization: 'Bearer local', 'x-portkey-provider': 'openai', 'x-portkey-custom-host': providerUrl },
        stream,
      ),
    fallback: (first, second) =>
      shotWith(
        {
          'x-portkey-config': JSON.stringify({ strategy: { mode: 'fallback' }, targets: [first, second].map(target) }),
        },
        false,
      ),
    stop: () => child.kill('SIGTERM'),
  };
}
