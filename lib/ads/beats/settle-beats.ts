import type { Ctx } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { askStore, keeperOf, type Keeper } from './keeper';
import type { BeatCount } from './state';
import { writeCounts } from './write-counts';

/** Later than every epoch. */
const ANY_EPOCH = 2 ** 31;

/** The newest state there is outside of the database, null where there is none. */
async function newest(ctx: Ctx, keeper: Keeper, sessionId: string): Promise<BeatCount | null> {
  const own = keeper.unwritten.get(sessionId)?.count ?? null;
  const shared = (await askStore(ctx, keeper, (store) => store.read(sessionId))) ?? null;
  if (!own || !shared) return own ?? shared;
  const older = shared.epoch === own.epoch ? shared.seq < own.seq : shared.epoch < own.epoch;
  return older ? own : shared;
}

/**
 * Brings the database up to the last beat, before a session is judged under its lock. Not within a transaction: what was
 * written stays, however the judgement ends.
 */
export async function settleBeats(ctx: Ctx, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) return;
  const keeper = keeperOf(ctx);
  const count = await newest(ctx, keeper, sessionId);
  if (!count || count.ended !== '') return;
  const known = keeper.known.get(sessionId);
  if (known && (known.epoch > count.epoch || (known.epoch === count.epoch && known.seq >= count.seq))) return;
  keeper.unwritten.set(sessionId, { count, sinceMs: ctx.clock.now().getTime() });
  await writeCounts(ctx, keeper, [sessionId]);
}

/** The session takes no more beats: it was claimed, or ended in another way. */
export async function endBeats(ctx: Ctx, sessionId: string): Promise<void> {
  const keeper = keeperOf(ctx);
  keeper.unwritten.delete(sessionId);
  await askStore(ctx, keeper, (store) => store.end(sessionId));
}

/** The session was changed in the database: the next beat is counted there, and a new count begins with it. */
export async function forgetBeats(ctx: Ctx, sessionId: string): Promise<void> {
  const keeper = keeperOf(ctx);
  keeper.unwritten.delete(sessionId);
  await askStore(ctx, keeper, (store) => store.drop(sessionId, ANY_EPOCH));
}

interface Stored {
  id: string;
  beatEpoch: number;
  beatSeq: number;
  views: { id: string; watchedMs: number; positionMs: number }[];
}

/** A session's row as it would stand with all beats written, so that a page that is loaded again goes on where it was. */
export async function withLiveCount<Row extends Stored>(ctx: Ctx, row: Row): Promise<Row> {
  const count = await newest(ctx, keeperOf(ctx), row.id);
  if (!count || count.epoch !== row.beatEpoch || count.seq <= row.beatSeq) return row;
  const views = row.views.map((view) => {
    const live = count.views[view.id];
    return live ? { ...view, watchedMs: live.watchedMs, positionMs: live.positionMs } : view;
  });
  return { ...row, views };
}
