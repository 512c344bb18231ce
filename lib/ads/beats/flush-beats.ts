import type { Ctx } from '@/lib/context';
import { keeperOf } from './keeper';
import { writeCounts } from './write-counts';

/**
 * Writes the counts this process has kept long enough, many sessions in one statement; with `all` the others as well, as
 * before the process ends. Returns how many were written.
 */
export async function flushBeats({ ctx, input }: { ctx: Ctx; input: { all?: boolean } }): Promise<number> {
  const keeper = keeperOf(ctx);
  const behindMs = input.all ? 0 : (keeper.store?.behindMs ?? 0);
  const before = ctx.clock.now().getTime() - behindMs;
  const due = [...keeper.unwritten].filter(([, { sinceMs }]) => input.all || sinceMs <= before).map(([id]) => id);
  const gone = await writeCounts(ctx, keeper, due);
  return due.length - gone.size;
}
