import type { Ctx } from '@/lib/context';
import { isRefused } from '@/lib/db';
import { CHANGED, tell, type ChangedBatch } from './tell';
import type { ClaimedRow, RowEnd } from './row';

const SETTLE = `SELECT ${CHANGED} FROM batch_settle($1::uuid, $2::jsonb, $3::timestamptz)`;

export interface EndedRow {
  row: ClaimedRow;
  end: RowEnd;
}

async function write(ctx: Ctx, ended: readonly EndedRow[]): Promise<void> {
  const words = ended.map(({ row: { batchId, row, attempt }, end }) => ({ batch: batchId, row, attempt, ...end }));
  // Said twice it is heard once: the first time has taken the row from this process.
  const now = ctx.clock.now();
  const changed = await ctx.db.sql<ChangedBatch>(SETTLE, [ctx.instanceId, JSON.stringify(words), now], {
    repeatable: true,
  });
  await tell(ctx, changed, now);
}

/**
 * An end without its figures and times. What was answered stays answered, so that nobody is asked to pay for it again; what it
 * cost stands on its run.
 */
function plainEnd({ status, runId }: RowEnd): RowEnd {
  const isOver = status === 'succeeded' || status === 'cancelled';
  return { status: isOver ? status : 'failed', reason: 'not_recorded', ...(runId ? { runId } : {}) };
}

/** One row by itself. What is refused is told to the operator, and the row ends without what was refused. */
async function writeAlone(ctx: Ctx, { row, end }: EndedRow): Promise<void> {
  try {
    await write(ctx, [{ row, end }]);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const { batchId, row: place } = row;
    const about = { err: error, requestId: `job-${ctx.ids.uuid()}`, batchId, row: place, runId: end.runId };
    ctx.log.error(about, 'the end of a row was refused by the database; the row is set aside');
    await write(ctx, [{ row, end: plainEnd(end) }]);
  }
}

/**
 * Writes what became of rows, all in one round trip, and tells the owners of batches that are done with it. Where the database
 * refuses one of them, each is written by itself: the others do not wait for it.
 */
export async function settle(ctx: Ctx, ended: readonly EndedRow[]): Promise<void> {
  try {
    await write(ctx, ended);
  } catch (error) {
    if (!isRefused(error)) throw error;
    for (const one of ended) await writeAlone(ctx, one);
  }
}
