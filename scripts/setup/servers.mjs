import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, isRoot, onPath } from './apt.mjs';

const POSTGRES_HOME = '/usr/lib/postgresql';

function postgresBinaries() {
  if (existsSync(POSTGRES_HOME)) {
    const versions = readdirSync(POSTGRES_HOME).sort((a, b) => Number(b) - Number(a));
    for (const version of versions) {
      const folder = join(POSTGRES_HOME, version, 'bin');
      if (existsSync(join(folder, 'postgres'))) return folder;
    }
  }
  const found = onPath('postgres');
  return found ? join(found, '..') : null;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Who runs the servers: PostgreSQL refuses to run as root. */
function unprivileged() {
  if (!isRoot()) return {};
  const idOf = (flag, user) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);
  const user = spawnSync('id', ['-u', 'postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: idOf('-u', user), gid: idOf('-g', user) };
}

async function waitFor(title, check) {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (check()) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${title} did not come up within 30 s.`);
}

async function startPostgres(folder, bin, who) {
  const data = join(folder, 'postgres');
  const port = await freePort();
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'hub', '--auth=trust', '-E', 'UTF8', '--no-locale', '-N'],
    {
      ...who,
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=300',
    'shared_buffers=256MB',
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(bin, 'postgres'), args, { ...who, cwd: folder, stdio: 'ignore' });
  await waitFor(
    'PostgreSQL',
    () => spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0,
  );
  return { child, url: `postgresql://hub@127.0.0.1:${port}/postgres` };
}

async function startRedis(folder, who) {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', args, { ...who, cwd: folder, stdio: 'ignore' });
  await waitFor('Redis', () =>
    spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout?.includes('PONG'),
  );
  return { child, url: `redis://127.0.0.1:${port}` };
}

const ended = (child) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', done));

/**
 * Debian's PostgreSQL and Redis on free ports in a temporary directory, installed first when they are missing and we
 * are root. Resolves to their addresses and the way to stop them.
 */
export async function startServers() {
  const missing = [...(postgresBinaries() ? [] : ['postgresql']), ...(onPath('redis-server') ? [] : ['redis-server'])];
  if (missing.length > 0 && !(await aptInstall(missing))) {
    throw new Error(`The tests on servers need ${missing.join(' and ')}: install them first.`);
  }
  const who = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'megicai-servers-'));
  mkdirSync(join(folder, 'run'));
  chmodSync(folder, 0o700);
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const postgres = await startPostgres(folder, postgresBinaries(), who);
  const redis = await startRedis(folder, who);
  const stop = async () => {
    postgres.child.kill('SIGINT');
    redis.child.kill('SIGTERM');
    await Promise.all([ended(postgres.child), ended(redis.child)]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { databaseUrl: postgres.url, redisUrl: redis.url, stop };
}
