import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { getBatch } from '@/lib/batches';
import { openDb } from '@/lib/db';
import { csvOf } from '@/tests/support/batch-world';
import { bundledScript, COMPILED, FOR_SHORT_LIVES } from '@/tests/support/bundled-script';
import { atEndOfFile } from '@/tests/support/cleanup';
import { fillDataDir } from '@/tests/support/embedded-template';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { createServerDatabase } from '@/tests/support/server-template';

/** `npm run prove -- batch` does the same with 500 rows and whole hubs. */
const ROWS = 40;
const PRICE = 5;

const server = process.env.TEST_DATABASE_URL;
/** Answers behind which a process is killed, in turn; the last one lives. On a server each death is noticed after half a minute. */
const KILLED_BEHIND = server ? [16] : [10, 12];
let where: string;
beforeAll(async () => {
  if (server) {
    const { url, drop } = await createServerDatabase(server, `megicai_batch_${randomUUID().replaceAll('-', '')}`);
    atEndOfFile(drop);
    where = url;
  } else {
    where = await mkdtemp(path.join(os.tmpdir(), 'killed-batch-'));
    atEndOfFile(() => rm(where, { recursive: true, force: true }));
    await fillDataDir(where);
  }
});

async function open(): Promise<RunWorld> {
  const db = await openDb(server ? { dataDir: null, url: where, poolSize: 4 } : { dataDir: where });
  return runWorld(db);
}

/** A life of a process: until so many answers were begun, or until all is done. Resolves to what it said. */
async function live(userId: string, rows: number, answers: number): Promise<string[]> {
  const script = [...FOR_SHORT_LIVES, bundledScript('tests/support/batch-child.ts'), where, userId, String(rows)];
  const child: ChildProcess = spawn(process.execPath, script, {
    env: { ...process.env, ...COMPILED, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout!)) {
    said.push(line);
    if (line === 'done' || said.filter((one) => one.startsWith('asked')).length >= answers) break;
  }
  child.kill('SIGKILL');
  await gone;
  return said;
}

const word = (said: readonly string[], name: string) =>
  said.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

it('runs and charges each row of a batch once, whatever dies in between, and its table is complete', async () => {
  const before = await open();
  const userId = await before.userWith(ROWS * PRICE);
  await before.db.close();
  await before.close();

  const lives: string[][] = [];
  for (const [index, answers] of [...KILLED_BEHIND, Number.POSITIVE_INFINITY].entries())
    lives.push(await live(userId, index === 0 ? ROWS : 0, answers));
  const [id = ''] = word(lives[0]!, 'begun');
  expect(lives.at(-1)?.at(-1)).toBe('done');

  const world = await open();
  const ctx = world.ctxOf(userId);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({
    status: 'done',
    rows: { total: ROWS, succeeded: ROWS, failed: 0, waiting: 0, running: 0 },
    credits: { charged: ROWS * PRICE },
  });
  const runs = await world.db.sql<{ status: string; prompt: string; charged: number }>(
    `SELECT status, input ->> 'prompt' AS prompt, charged_micro::float8 / 1000000 AS charged FROM runs
     WHERE batch_id = $1::uuid`,
    [id],
  );
  const paid = runs.filter(({ charged }) => charged > 0);
  expect(paid).toHaveLength(ROWS);
  expect(new Set(paid.map(({ prompt }) => prompt)).size).toBe(ROWS);
  expect(paid.every(({ status, charged }) => status === 'succeeded' && charged === PRICE)).toBe(true);
  // What was under way at a kill was asked again, and nothing else.
  const asked = lives.flatMap((said) => word(said, 'asked'));
  expect(asked.length).toBeGreaterThanOrEqual(ROWS);
  expect(asked.length).toBeLessThanOrEqual(ROWS + 8 * KILLED_BEHIND.length);
  expect(await world.available(userId)).toBe(0);
  const lines = parse<Record<string, string>>(await csvOf(ctx, id), { bom: true, columns: true });
  expect(lines.map(({ prompt, output, charged }) => [prompt, output, charged])).toEqual(
    Array.from({ length: ROWS }, (_, index) => [`Say number ${index + 1}.`, 'An answer.', String(PRICE)]),
  );
  expect((await world.verify()).checks.filter(({ ok }) => !ok)).toEqual([]);
  await world.db.close();
  await world.close();
}, 240_000);
