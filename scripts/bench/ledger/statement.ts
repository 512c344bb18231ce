import { getCredits, listStatement } from '@/lib/credits';
import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { median } from './rounds';
import { timedDb, type Spent } from './timed-db';
import { ctxOver, person } from './verbs';

const TIMES = 9;
const PAGE = 50;

type Part = [name: string, ask: (ctx: Ctx) => Promise<unknown>];

/** A cursor about half-way down. */
async function halfWay(db: Db): Promise<string> {
  const [row] = await db.sql<{ cursor: string }>(
    `SELECT transaction_id || '-' || seq AS cursor FROM ledger_entries WHERE user_id = $1::uuid AND account = 'user:available'
     ORDER BY transaction_id DESC OFFSET (SELECT count(*) / 2 FROM ledger_transactions WHERE kind = 'hold') LIMIT 1`,
    [(person(1) as { userId: string }).userId],
  );
  if (!row) throw new Error('There is no statement.');
  return row.cursor;
}

const page = (input: Parameters<typeof listStatement>[0]['input']) => (ctx: Ctx) =>
  listStatement({ ctx, input: { limit: PAGE, ...input } });

async function measure(db: Db, ask: Part[1]): Promise<Spent> {
  const seen: Spent[] = [];
  for (let time = 0; time < TIMES; time++) {
    const timed = timedDb(db);
    await ask(ctxOver(timed.db, person(1)));
    seen.push(timed.spent);
  }
  const of = (member: keyof Spent) => median(seen.map((spent) => spent[member]));
  return { statements: of('statements'), serverMs: of('serverMs'), wallMs: of('wallMs') };
}

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Rows: what was asked, its statements, the server's time, the time through the driver. */
export async function statementTimes(db: Db): Promise<string[][]> {
  const parts: Part[] = [
    ['balance and lots', (ctx) => getCredits({ ctx, input: {} })],
    ['first page', page({})],
    ['page in the middle', page({ cursor: await halfWay(db) })],
    ['last month', page({ from: daysAgo(30) })],
    ['a month long ago', page({ from: daysAgo(75), to: daysAgo(45) })],
    ['spent', page({ kind: 'spent' })],
    ['earned, of which there is one, the oldest', page({ kind: 'earned' })],
    ['returned, of which there is none', page({ kind: 'returned' })],
  ];
  const rows: string[][] = [];
  for (const [name, ask] of parts) {
    const { statements, serverMs, wallMs } = await measure(db, ask);
    rows.push([name, String(statements), `${serverMs.toFixed(1)} ms`, `${wallMs.toFixed(1)} ms`]);
  }
  return rows;
}
