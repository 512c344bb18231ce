import type { Ctx } from '@/lib/context';
import { CHANGED, tell, type ChangedBatch } from './tell';
import type { ClaimedRow, RowEnd } from './row';

const SETTLE = `SELECT ${CHANGED} FROM batch_settle($1::uuid, $2::jsonb, $3::timestamptz)`;

export interface EndedRow {
  row: ClaimedRow;
  end: RowEnd;
}

/** Writes what became of rows, all in one round trip, and tells the owners of batches that are done with it. */
export async function settle(ctx: Ctx, ended: readonly EndedRow[]): Promise<void> {
  const words = ended.map(({ row: { batchId, row, attempt }, end }) => ({ batch: batchId, row, attempt, ...end }));
  // Said twice it is heard once: the first time has taken the row from this process.
  const changed = await ctx.db.sql<ChangedBatch>(SETTLE, [ctx.instanceId, JSON.stringify(words), ctx.clock.now()], {
    repeatable: true,
  });
  await tell(ctx, changed);
}
