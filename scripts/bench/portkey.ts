import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shot } from './load';

export interface Portkey {
  url: string;
  shot(connection: number, number: number): Shot;
  stop(): void;
}

const PACKAGES = { '@portkey-ai/gateway': '1.15.2', '@hono/node-server': '1.12.2' };
const PORT = 18_787;

/** The gateway side by side, as a yardstick; null where it cannot be installed. Never part of the hub. */
export async function startPortkey(core: number, providerUrl: string): Promise<Portkey | null> {
  const folder = mkdtempSync(path.join(tmpdir(), 'megicai-portkey-'));
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: PACKAGES,
      overrides: { '@hono/node-server': PACKAGES['@hono/node-server'] },
    }),
  );
  const install = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    timeout: 120_000,
  });
  if (install.status !== 0) return null;
  const entry = path.join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(
    'taskset',
    ['-c', String(core), path.resolve('node_modules/.bin/node'), entry, `--port=${PORT}`, '--headless'],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${PORT}`;
  for (let attempt = 0; attempt < 50; attempt++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      break;
    if (attempt === 49 || child.exitCode !== null) return null;
    await sleep(200);
  }
  const headers = {
    'content-type': 'application/json',
    authorization: 'Bearer local',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': providerUrl,
  };
  return {
    url,
    shot: (connection, number) => ({
      path: '/v1/chat/completions',
      headers,
      body: JSON.stringify({
        model: 'gpt-5-mini',
        messages: [{ role: 'user', content: `Say ${connection} ${number}` }],
      }),
    }),
    stop: () => child.kill('SIGTERM'),
  };
}
