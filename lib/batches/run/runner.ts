import { withCtx, type Ctx } from '@/lib/context';
import type { LiveRun, LiveRuns } from '@/lib/runs';
import { claim } from './claim';
import { recover } from './recover';
import { rowKey, type ClaimedRow, type RowEnd } from './row';
import { runRow } from './run-row';
import { settle, type EndedRow } from './settle';

/** So many runs of people in this process, and the batches take one place less. */
const INTERACTIVE_PER_PLACE = 8;
const AGAIN_MS = 1_000;

interface ActiveRow {
  row: ClaimedRow;
  live?: LiveRun;
  cancelled: boolean;
}

/** What one process does of all batches. */
interface Runner {
  ctx: Ctx;
  /** Rows under way, and those that have ended and are not written down yet, by their key. */
  active: Map<string, ActiveRow>;
  ended: EndedRow[];
  turning: Promise<void> | null;
  again: boolean;
  stopped: boolean;
}

const KEY = Symbol.for('megicai.batchRunners');
const holder = globalThis as { [KEY]?: WeakMap<LiveRuns, Runner> };

/** The runner of this process, whichever of its bundles asks. */
function runnerOf(ctx: Ctx): Runner {
  const runners = (holder[KEY] ??= new WeakMap<LiveRuns, Runner>());
  const known = runners.get(ctx.live);
  if (known) return known;
  const requestId = `job-${ctx.ids.uuid()}`;
  const own = withCtx(ctx, { actor: { type: 'system', job: 'batches' }, requestId, address: null, device: null });
  const runner: Runner = { ctx: own, active: new Map(), ended: [], turning: null, again: false, stopped: false };
  runners.set(ctx.live, runner);
  return runner;
}

/** Places for rows: fewer while many people wait for runs of their own, and never none. */
function freePlaces({ ctx, active, ended }: Runner): number {
  const { perProcess } = ctx.settings.current().batches;
  const underWay = active.size - ended.length;
  const people = Math.max(0, ctx.live.active().length - underWay);
  return Math.max(1, perProcess - Math.floor(people / INTERACTIVE_PER_PLACE)) - underWay;
}

function start(runner: Runner, row: ClaimedRow): void {
  const key = rowKey(row);
  const one: ActiveRow = { row, cancelled: false };
  runner.active.set(key, one);
  const onLive = (live: LiveRun) => {
    one.live = live;
    if (one.cancelled) live.stop('cancelled');
  };
  void runRow(runner.ctx, { row, claimedAt: performance.now(), onLive }).then((end: RowEnd | null) => {
    if (end === null) runner.active.delete(key);
    else runner.ended.push({ row, end });
    void turn(runner);
  });
}

/** Writes down what has ended. What cannot be written now is kept for the next turn. */
async function writeDown(runner: Runner): Promise<void> {
  const ended = runner.ended.slice();
  if (ended.length === 0) return;
  await settle(runner.ctx, ended);
  runner.ended = runner.ended.filter((one) => !ended.includes(one));
  for (const { row } of ended) runner.active.delete(rowKey(row));
}

async function turnOnce(runner: Runner): Promise<void> {
  await writeDown(runner);
  const free = runner.stopped ? 0 : freePlaces(runner);
  if (free <= 0) return;
  const rows = await claim(runner.ctx, free);
  // A server that stops meanwhile leaves them to whoever comes next.
  if (!runner.stopped) for (const row of rows) start(runner, row);
}

/** Writes down, claims and starts, one turn at a time; who asks meanwhile gets one more. Never throws. */
function turn(runner: Runner): Promise<void> {
  runner.again = true;
  runner.turning ??= (async () => {
    while (runner.again) {
      runner.again = false;
      try {
        await turnOnce(runner);
      } catch (error) {
        runner.ctx.log.warn({ err: error }, 'batches could not go on; it is tried again');
        setTimeout(() => void turn(runner), AGAIN_MS).unref();
        return;
      }
    }
  })().finally(() => {
    runner.turning = null;
    if (runner.again) void turn(runner);
  });
  return runner.turning;
}

/** Begins what waits, at once: a batch was begun or taken up again here. */
export function wakeRunner(ctx: Ctx): void {
  void turn(runnerOf(ctx));
}

/** Stops the rows of a batch that are under way in this process. */
export function stopRows(ctx: Ctx, batchIds: readonly string[]): void {
  for (const one of runnerOf(ctx).active.values()) {
    if (!batchIds.includes(one.row.batchId)) continue;
    one.cancelled = true;
    one.live?.stop('cancelled');
  }
}

const CANCELLED = `SELECT b.id FROM jsonb_array_elements_text($1::jsonb) asked (id)
  JOIN batches b ON b.id = asked.id::uuid WHERE b.status = 'cancelled'`;

/** Hears of batches that were cancelled in another process. */
async function hearCancels({ ctx, active }: Runner): Promise<void> {
  const ids = [...new Set([...active.values()].map(({ row }) => row.batchId))];
  if (ids.length === 0) return;
  const cancelled = await ctx.db.sql<{ id: string }>(CANCELLED, [JSON.stringify(ids)]);
  stopRows(
    ctx,
    cancelled.map(({ id }) => id),
  );
}

/**
 * This process's share of all batches, taken every few seconds: rows of dead processes are taken over, cancelled ones
 * stopped, waiting ones begun. Rows under way go on by themselves and make room for the next.
 */
export async function runBatches({ ctx }: { ctx: Ctx }): Promise<void> {
  const runner = runnerOf(ctx);
  if (runner.stopped) return;
  await hearCancels(runner);
  try {
    await recover(runner.ctx, [...runner.active.keys()]);
  } finally {
    // Rows of this process do not wait until those of others can be judged.
    await turn(runner);
  }
}

/** Begins nothing any more; what is under way is ended by whoever stops the runs, and written down by `finishBatches`. */
export function stopBatches({ ctx }: { ctx: Ctx }): void {
  runnerOf(ctx).stopped = true;
}

/** Waits until what has ended is written down. */
export async function finishBatches({ ctx }: { ctx: Ctx }): Promise<void> {
  const runner = runnerOf(ctx);
  for (let looks = 0; looks < 40 && runner.active.size > 0; looks++) {
    await turn(runner);
    if (runner.active.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
