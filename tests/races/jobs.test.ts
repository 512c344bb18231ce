import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getCredits } from '@/lib/credits';
import { openDb, type Db } from '@/lib/db';
import { startJobs } from '@/lib/jobs';
import { bundledScript, COMPILED, FOR_SHORT_LIVES } from '@/tests/support/bundled-script';
import { atEndOfFile } from '@/tests/support/cleanup';
import { fillDataDir } from '@/tests/support/embedded-template';
import { handClock, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { createServerDatabase } from '@/tests/support/server-template';

/** An instance dies by `kill -9` while it holds credits: embedded its successor, on a server the others go on. */
const server = process.env.TEST_DATABASE_URL;
const RULE_MS = 60_000;

let where: string;
beforeAll(async () => {
  if (server) {
    const { url, drop } = await createServerDatabase(server, `megicai_kill_${randomUUID().replaceAll('-', '')}`);
    atEndOfFile(drop);
    where = url;
  } else {
    where = await mkdtemp(path.join(os.tmpdir(), 'killed-jobs-'));
    atEndOfFile(() => rm(where, { recursive: true, force: true }));
    await fillDataDir(where);
  }
});

async function open(): Promise<LedgerWorld> {
  const db = await openDb(server ? { dataDir: null, url: where, poolSize: 4 } : { dataDir: where });
  return ledgerWorld(db, { ...handClock(), now: () => new Date() });
}

interface Instance {
  id: string;
  kill(): Promise<void>;
}

async function startInstance(userId: string): Promise<Instance> {
  const script = [...FOR_SHORT_LIVES, bundledScript('tests/support/jobs-instance.ts'), where, userId];
  const child: ChildProcess = spawn(process.execPath, script, {
    env: { ...process.env, ...COMPILED, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  return {
    id: said.trim(),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function until(found: () => Promise<boolean>, ms: number): Promise<number> {
  const begun = Date.now();
  while (Date.now() - begun < ms) {
    if (await found()) return Date.now() - begun;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen in time');
}

async function richUser(world: LedgerWorld): Promise<string> {
  const userId = await world.newUser();
  await world.give(userId, 5);
  return userId;
}

const held = async (world: LedgerWorld, userId: string) =>
  (await getCredits({ ctx: world.ctx(), input: { userId } })).held;
const turns = async (db: Db) =>
  db.sql<{ instance: string; at: Date }>('SELECT instance::text AS instance, at FROM turns ORDER BY at');

it('gives back what a killed instance held within 60 s, and its work goes on', async () => {
  const first = await open();
  await first.db.sql('CREATE TABLE turns (at timestamptz, instance uuid)');
  const [mine, other] = [await richUser(first), await richUser(first)];
  if (!server) await first.db.close();
  const dying = await startInstance(mine);
  const survivor = server ? await startInstance(other) : null;
  if (server) await until(async () => (await turns(first.db)).length >= 4, 30_000);
  await dying.kill();
  const killedAt = new Date();

  const world = server ? first : await open();
  expect(await held(world, mine)).toBe(5);
  const restarted = startJobs({ services: world.ctx(), databaseUrl: server ? where : undefined });
  await until(async () => (await held(world, mine)) === 0, RULE_MS);
  expect((await getCredits({ ctx: world.ctx(), input: { userId: mine } })).available).toBe(5);
  if (survivor) {
    expect(await held(world, other)).toBe(5);
    const after = (await turns(world.db)).filter(({ at }) => at > killedAt);
    expect(after.length).toBeGreaterThan(5);
    expect(new Set(after.map(({ instance }) => instance))).toEqual(new Set([survivor.id]));
    // Each slot was given out once in the whole cluster: the queue has one turn for each.
    const [slots] = await world.db.sql<{ turns: number; slots: number }>(
      `SELECT count(*)::integer AS turns, count(DISTINCT singleton_on)::integer AS slots FROM pgboss.job WHERE name = 'note'`,
    );
    expect(slots?.turns).toBe(slots?.slots);
    await survivor.kill();
  }
  await restarted.stop();
  expect((await world.verify()).checks.filter(({ ok }) => !ok)).toEqual([]);
  await world.db.close();
}, 180_000);
