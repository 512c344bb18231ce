import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { openPost, type LiveRun } from '@/lib/runs';
import { hearStops } from './hear-stops';
import { saveGrowth, type Growing } from './save-growth';

/** Between two saves of a run. One shorter than this writes nothing but its end. */
const EVERY_MS = 1_000;
/** Runs begin at any time; those that are due within a quarter of a second are saved together. */
const TICK_MS = 250;
const TICKS_PER_LOOK = 4;
/** Of one statement: it holds a connection for milliseconds only. */
const AT_ONCE = 100;

/** The runs of one database that are under way here, kept together. */
interface Keeper {
  ctx: Ctx;
  growing: Map<string, Growing>;
  ticks: number;
  timer: NodeJS.Timeout;
}

const keepers = new WeakMap<Db, Keeper>();

async function turn(keeper: Keeper): Promise<void> {
  const { ctx, growing } = keeper;
  const now = performance.now();
  keeper.ticks++;
  const due = [...growing.values()].filter(({ live, saved, dueAt }) => now >= dueAt && live.text.length > saved);
  for (const one of due) one.dueAt = now + EVERY_MS;
  for (let from = 0; from < due.length; from += AT_ONCE) await saveGrowth(ctx, due.slice(from, from + AT_ONCE));
  if (ctx.db.mode !== 'server' || keeper.ticks % TICKS_PER_LOOK !== 0) return;
  // With several instances a stop may come through the database.
  const runs = [...growing.values()].map(({ live }) => live);
  await hearStops(ctx, runs);
}

function openKeeper(ctx: Ctx): Keeper {
  let busy = false;
  const tick = () => {
    if (busy) return;
    busy = true;
    turn(keeper)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'partial answers were not saved'))
      .finally(() => {
        busy = false;
      });
  };
  const keeper: Keeper = { ctx, growing: new Map(), ticks: 0, timer: setInterval(tick, TICK_MS).unref() };
  return keeper;
}

/**
 * Keeps what has arrived of a run, at most once a second, and hears of a stop that was asked for elsewhere: at once where
 * instances can talk, else at the next flush. Returns the end of it.
 */
export function savePartials(ctx: Ctx, live: LiveRun): () => void {
  const keeper = keepers.get(ctx.db) ?? openKeeper(ctx);
  keepers.set(ctx.db, keeper);
  keeper.growing.set(live.id, { live, dueAt: performance.now() + EVERY_MS, saved: 0, points: 0, sure: true });
  const deaf = openPost(ctx)?.hear(live.id, (message) => {
    if (message.type !== 'stop') return;
    hearStops(ctx, [live]).catch((error: unknown) =>
      ctx.log.warn({ err: error, runId: live.id }, 'a stop was not looked up'),
    );
  });
  return () => {
    deaf?.();
    keeper.growing.delete(live.id);
    if (keeper.growing.size > 0) return;
    clearInterval(keeper.timer);
    keepers.delete(ctx.db);
  };
}
