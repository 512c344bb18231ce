import type { Ctx } from '@/lib/context';
import { askStore, keeperOf, type Keeper } from './keeper';
import type { Beat, BeatCount, Counted, Refusal } from './state';
import { writeCounts } from './write-counts';

const PROGRESS =
  'SELECT ad_progress($1::uuid, $2::uuid, $3::uuid, $4::integer, $5::boolean, $6::text, $7::timestamptz) AS answer';

type Answer = { outcome: 'counted'; state: BeatCount } | { outcome: Refusal };

/** Keeps the newest state of a count that the database does not have yet. */
function remember(keeper: Keeper, { sessionId, nowMs }: Beat, count: BeatCount): void {
  const held = keeper.unwritten.get(sessionId);
  if (held && held.count.epoch === count.epoch && held.count.seq >= count.seq) return;
  keeper.unwritten.set(sessionId, { count, sinceMs: held?.sinceMs ?? nowMs });
}

/** The first beat, and every beat while the store is away: a count of its own begins with it. */
async function countInDatabase(ctx: Ctx, keeper: Keeper, beat: Beat): Promise<Counted> {
  const { sessionId, userId, viewId, positionMs, visible, event, nowMs } = beat;
  if (keeper.unwritten.has(sessionId)) await writeCounts(ctx, keeper, [sessionId]);
  const [row] = await ctx.db.sql<{ answer: Answer }>(PROGRESS, [
    ...[sessionId, userId, viewId, positionMs, visible, event],
    new Date(nowMs),
  ]);
  if (!row) throw new Error('ad_progress gave no answer');
  if (row.answer.outcome !== 'counted') return row.answer;
  const { state: count } = row.answer;
  keeper.known.set(sessionId, { epoch: count.epoch, seq: count.seq });
  await askStore(ctx, keeper, (store) => store.load(sessionId, count, nowMs));
  return { outcome: 'counted', count, due: false };
}

/**
 * Counts one heartbeat where counts stand: in the store, and in the database where there is none, it does not answer, or
 * it knows nothing of the session. What must not wait (a view that begins or is full, a network's word) is written at once.
 */
export async function recordBeat(ctx: Ctx, beat: Beat): Promise<Counted> {
  const keeper = keeperOf(ctx);
  const { sessionId } = beat;
  const oldest = keeper.known.get(sessionId)?.epoch ?? 0;
  const counted = await askStore(ctx, keeper, (store) => store.beat(beat, oldest));
  // Whom a session belongs to is the database's word alone.
  if (counted === undefined || counted === 'absent' || counted.outcome === 'unknown')
    return countInDatabase(ctx, keeper, beat);
  if (counted.outcome !== 'counted') return counted;
  remember(keeper, beat, counted.count);
  if (!counted.due) return counted;
  const gone = await writeCounts(ctx, keeper, [sessionId]);
  return gone.has(sessionId) ? countInDatabase(ctx, keeper, beat) : counted;
}
