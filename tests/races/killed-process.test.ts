import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDb } from '@/lib/db';
import { getRun } from '@/lib/runs';
import { sweepRuns } from '@/lib/tools';
import { bundledScript, COMPILED, FOR_SHORT_LIVES } from '@/tests/support/bundled-script';
import { fillDataDir } from '@/tests/support/embedded-template';
import { runWorld } from '@/tests/support/run-world';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'killed-'));
  await fillDataDir(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const open = async () => runWorld(await openDb({ dataDir }));

/** Starts a run in another process and kills that process in the middle. Resolves to the run's id. */
async function runAndKill(userId: string): Promise<string> {
  // One process, no shell or loader around it: the kill must hit the one that holds the database.
  const script = [...FOR_SHORT_LIVES, bundledScript('tests/support/start-and-hang.ts'), dataDir, userId];
  const child = spawn(process.execPath, script, {
    env: { ...process.env, ...COMPILED, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  child.kill('SIGKILL');
  await gone;
  return /started (\S+)/.exec(said)![1]!;
}

it('gives everything back for a run whose process was killed, and keeps what had been saved', async () => {
  const before = await open();
  const userId = await before.userWith(5);
  await before.db.close();
  await before.close();
  const runId = await runAndKill(userId);

  const world = await open();
  const ctx = world.ctxOf(userId);
  expect(await getRun({ ctx, input: { id: runId } })).toMatchObject({ status: 'running' });
  expect(await world.available(userId)).toBe(0);
  expect(await world.verify()).toMatchObject({ ok: true });

  expect(await sweepRuns({ ctx: world.system(), input: { deadOwnersBefore: new Date(0), embedded: true } })).toEqual({
    ended: 1,
  });
  expect(await getRun({ ctx, input: { id: runId } })).toMatchObject({
    status: 'failed',
    output: { text: 'A first piece. ' },
    credits: { quoted: 5, charged: 0, refunded: 5, reason: 'interrupted' },
  });
  expect(await world.available(userId)).toBe(5);
  expect(await world.verify()).toMatchObject({ ok: true });
  await world.db.close();
  await world.close();
}, 240_000);
