import type { Ctx } from '@/lib/context';
import { storable, type LiveRun } from '@/lib/runs';

/** A run shorter than this writes nothing but its end. */
const EVERY_MS = 1_000;
/** With several instances a stop may come through the database; a silent run looks for it this often. */
const LOOK_EVERY = 3;

const SAVE = `UPDATE runs SET output = CASE WHEN $2::text = '' THEN output ELSE jsonb_build_object('text', $2::text) END
  WHERE id = $1::uuid AND status = 'running' RETURNING cancel_requested_at IS NOT NULL AS cancelled`;

/** Keeps what has arrived, at most once a second, and hears of a stop that was asked for elsewhere. Returns the end of it. */
export function savePartials(ctx: Ctx, live: LiveRun): () => void {
  let saved = 0;
  let turns = 0;
  let busy = false;
  const turn = async () => {
    turns++;
    const { text } = live;
    const look = ctx.db.mode === 'server' && turns % LOOK_EVERY === 0;
    if (text.length === saved && !look) return;
    const [row] = await ctx.db.sql<{ cancelled: boolean }>(SAVE, [live.id, storable(text)]);
    saved = text.length;
    if (row?.cancelled) live.stop('cancelled');
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    turn()
      .catch((error: unknown) => ctx.log.warn({ err: error, runId: live.id }, 'a partial answer was not saved'))
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
