import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Ctx } from '@/lib/context';
import { migrate, openDb, type Db } from '@/lib/db';
import { findLine, getConversation, listRuns, signRuns, type RunFilter } from '@/lib/runs';
import { bigHistory, longChat } from '../../tests/support/big-history';
import { ledgerWorld } from '../../tests/support/ledger-world';
import { noAi } from '../../tests/support/scripted-ai';
import { createServerDatabase } from '../../tests/support/server-template';
import type { Table } from '../report/write-section';
import { startServers } from '../setup/servers.mjs';

const RUNS = 10_000;
const TURNS = 200;
const ROUNDS = 15;

interface Meter {
  db: Db;
  ms: number;
  statements: number;
}

/** What the statements of a verb take, with their way to the database and back. */
function metered(db: Db): Meter {
  const meter: Meter = { db, ms: 0, statements: 0 };
  meter.db = {
    ...db,
    sql: async (text, values, sending) => {
      const from = performance.now();
      try {
        return await db.sql(text, values, sending);
      } finally {
        meter.ms += performance.now() - from;
        meter.statements += 1;
      }
    },
  };
  return meter;
}

async function measure(meter: Meter, work: () => Promise<number>): Promise<string[]> {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    Object.assign(meter, { ms: 0, statements: 0 });
    found = await work();
    times.push(meter.ms);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const shown = (ms: number | undefined) => `${(ms ?? 0).toFixed(1)} ms`;
  return [shown(sorted[Math.floor(ROUNDS / 2)]), shown(sorted.at(-1)), String(meter.statements), String(found)];
}

/** The cursor of the page that begins behind so many runs. */
async function cursorAt(ctx: Ctx, runs: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let at = 0; at < runs; at += 100) {
    cursor = (await listRuns({ ctx, input: { limit: 100, ...(cursor ? { cursor } : {}) } })).nextCursor ?? undefined;
  }
  return cursor;
}

async function measureAll(name: string, db: Db): Promise<string[][]> {
  const world = ledgerWorld(db);
  const [userId, other] = [await world.newUser(), await world.newUser()];
  const { rare } = await bigHistory(db, userId, RUNS);
  await bigHistory(db, other, RUNS, 11);
  const latest = await longChat(db, userId, TURNS);
  const meter = metered(db);
  const ctx: Ctx = { ...world.ctx(), actor: world.person(userId), db: meter.db, ai: noAi };
  while ((await signRuns({ ctx })) > 0);
  const deep = await cursorAt(ctx, RUNS - 100);
  const list = (filter: RunFilter) => async () => (await listRuns({ ctx, input: filter })).items.length;
  const cases: [string, () => Promise<number>][] = [
    ['first page', list({})],
    ['first page, conversations as one', list({ latestTurns: true })],
    [`page behind ${RUNS - 100} runs`, list({ ...(deep ? { cursor: deep } : {}) })],
    ['favourites of pictures', list({ kind: 'image', favourite: true })],
    [
      'failed runs of a tool in May',
      list({ status: 'failed', toolId: 'text-generation', from: '2026-05-01', to: '2026-05-31' }),
    ],
    ['a tool that was never used', list({ toolId: 'translate' })],
    ['word in nearly every run', list({ q: 'the' })],
    ['one letter', list({ q: 'z' })],
    ['word in two runs', list({ q: rare.word })],
    ['two words, one of them in two runs', list({ q: `the ${rare.word}` })],
    ['word in no run', list({ q: 'xylophone' })],
    ['two letters in no run', list({ q: 'qx' })],
    ['word in no run, failed ones only', list({ q: 'xylophone', status: 'failed' })],
    ['word in nearly every run, favourites only', list({ q: 'the', favourite: true })],
    ['word in no run, favourites only', list({ q: 'xylophone', favourite: true })],
    [
      `last 50 of a chat of ${TURNS} turns`,
      async () => (await getConversation({ ctx, input: { runId: latest } })).runs.length,
    ],
    [`a chat of ${TURNS} turns for the model`, async () => (await findLine({ ctx, input: { runId: latest } })).length],
  ];
  const rows: string[][] = [];
  for (const [what, work] of cases) rows.push([name, what, ...(await measure(meter, work))]);
  return rows;
}

async function embedded(): Promise<string[][]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'prove-history-'));
  const db = await openDb({ dataDir });
  try {
    await migrate(db, path.resolve('prisma', 'migrations'));
    return await measureAll('embedded', db);
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function onServer(): Promise<string[][]> {
  const servers = await startServers();
  const database = await createServerDatabase(servers.databaseUrl, 'megicai_history');
  const db = await openDb({ dataDir: null, url: database.url });
  try {
    return await measureAll('PostgreSQL', db);
  } finally {
    await db.close();
    await servers.stop();
  }
}

/** Ten thousand runs of one user, and as many of another: what looking through them costs the database. */
export async function proveHistory(): Promise<Table> {
  const head = [
    'database',
    'what is looked for',
    `time in the database, median of ${ROUNDS}`,
    'slowest',
    'statements',
    'shown',
  ];
  return { head, rows: [...(await embedded()), ...(await onServer())] };
}
