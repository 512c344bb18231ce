// `npm run dev`: the development server. Migrations and the operator's account come with its first start.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureGenerated } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { projectEnv } from './setup/step.mjs';

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), '..'));

await ensureInstalled();
await ensureGenerated();
const server = spawn('next', ['dev', ...process.argv.slice(2)], { stdio: 'inherit', env: projectEnv() });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
