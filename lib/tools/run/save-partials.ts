import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { openPost, type LiveRun } from '@/lib/runs';
import { hearStops } from './hear-stops';
import { saveGrowth, type Growing } from './save-growth';

/** A run shorter than this writes nothing but its end. */
const EVERY_MS = 1_000;
/** Of one statement: it holds a connection for milliseconds only. */
const AT_ONCE = 100;

/** The runs of one database that are under way here, kept together: one flush a second for all of them. */
interface Keeper {
  ctx: Ctx;
  growing: Map<string, Growing>;
  timer: NodeJS.Timeout;
}

const keepers = new WeakMap<Db, Keeper>();

async function turn({ ctx, growing }: Keeper): Promise<void> {
  const now = performance.now();
  const old = [...growing.values()].filter(({ since }) => now - since >= EVERY_MS - 50);
  const due = old.filter(({ live, saved }) => live.text.length > saved);
  for (let from = 0; from < due.length; from += AT_ONCE) await saveGrowth(ctx, due.slice(from, from + AT_ONCE));
  // With several instances a stop may come through the database.
  if (ctx.db.mode === 'server')
    await hearStops(
      ctx,
      [...growing.values()].map(({ live }) => live),
    );
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
  const keeper: Keeper = { ctx, growing: new Map(), timer: setInterval(tick, EVERY_MS).unref() };
  return keeper;
}

/**
 * Keeps what has arrived of a run, at most once a second, and hears of a stop that was asked for elsewhere: at once where
 * instances can talk, else at the next flush. Returns the end of it.
 */
export function savePartials(ctx: Ctx, live: LiveRun): () => void {
  const keeper = keepers.get(ctx.db) ?? openKeeper(ctx);
  keepers.set(ctx.db, keeper);
  keeper.growing.set(live.id, { live, since: performance.now(), saved: 0, points: 0, sure: true });
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
