import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { HUB_CORE, onCore } from './cores';

/** A proxy that does nothing but pass on, on the hub's core. */
export async function startBareProxy(providerUrl: string) {
  const [taskset = '', ...core] = onCore(HUB_CORE);
  const command = [...core, path.resolve('node_modules/.bin/node'), 'scripts/bench/bare-proxy.mjs', providerUrl];
  const child = spawn(taskset, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: chunk.toString().trim(), pid: child.pid, stop: () => child.kill('SIGTERM') };
}
