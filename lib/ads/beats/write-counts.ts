import type { Ctx } from '@/lib/context';
import { askStore, type Keeper } from './keeper';

/** Sessions in one statement: small enough that nobody waits long for its locks. */
const BATCH = 250;

interface Written {
  id: string;
  outcome: 'written' | 'behind' | 'stale' | 'ended';
  epoch: number;
  seq: number;
}

async function writeBatch(ctx: Ctx, keeper: Keeper, ids: readonly string[]): Promise<Written[]> {
  const given = ids.flatMap((id) => {
    const count = keeper.unwritten.get(id)?.count;
    return count ? [{ id, epoch: count.epoch, seq: count.seq, rhythm: count.rhythm, views: count.views }] : [];
  });
  if (given.length === 0) return [];
  const epochs = new Map(given.map(({ id, epoch }) => [id, epoch]));
  const now = ctx.clock.now();
  const [row] = await ctx.db.sql<{ answer: Written[] }>('SELECT ad_flush($1::jsonb, $2::timestamptz) AS answer', [
    JSON.stringify(given),
    now,
  ]);
  const written = row?.answer ?? [];
  for (const { id, outcome, epoch, seq } of written) {
    keeper.known.set(id, { epoch, seq });
    const left = keeper.unwritten.get(id);
    const gone = outcome === 'stale' || outcome === 'ended';
    if (gone || (left && left.count.epoch === epoch && left.count.seq <= seq)) keeper.unwritten.delete(id);
    else if (left) left.sinceMs = now.getTime();
    // Another count was begun meanwhile, or there is nothing to count any more: this one is worth nothing.
    if (gone) await askStore(ctx, keeper, (store) => store.drop(id, epochs.get(id) ?? 0));
  }
  return written;
}

/** Writes what this process has of these sessions, and tells which of their counts no longer stand. */
export async function writeCounts(ctx: Ctx, keeper: Keeper, ids: readonly string[]): Promise<Set<string>> {
  const gone = new Set<string>();
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const { id, outcome } of await writeBatch(ctx, keeper, ids.slice(from, from + BATCH))) {
      if (outcome === 'stale' || outcome === 'ended') gone.add(id);
    }
  }
  return gone;
}
