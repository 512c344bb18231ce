// `npm start`. Runs on whatever Node the system has, with Node's own modules only, until the project's packages are
// there; the server itself runs on the Node of package.json.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureGenerated } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { projectEnv } from './setup/step.mjs';

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), '..'));

await ensureInstalled();
await ensureGenerated();
await ensureBuilt();

// The channel tells the server when this process dies without a word, so that it stops cleanly too.
const server = spawn('node', ['scripts/serve.mjs'], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: projectEnv({ NODE_ENV: 'production' }),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
