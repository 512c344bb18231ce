import type { Ctx } from '@/lib/context';
import { cancelRun } from '@/lib/tools';
import { findBatch, findBatchRecord } from './find-batch';
import { stopRows } from './run/runner';
import type { BatchView } from './types';

// A row that is being claimed in this moment is no longer waiting when its turn comes here: it is stopped with the running ones.
const CANCEL = `WITH ended AS (
    UPDATE batches SET status = 'cancelled', reason = NULL, finished_at = $2::timestamptz
    WHERE id = $1::uuid AND status IN ('running', 'paused') RETURNING id),
  called_back AS (
    UPDATE batch_jobs j SET look_at = $2::timestamptz FROM ended WHERE j.batch_id = ended.id RETURNING j.id)
  UPDATE batch_rows r SET status = 'cancelled', not_before = NULL, finished_at = $2::timestamptz
  FROM ended WHERE r.batch_id = ended.id AND r.status = 'waiting' RETURNING r.row`;

const RUNNING = `SELECT id::text AS id FROM runs WHERE batch_id = $1::uuid AND status = 'running' AND NOT detached`;

/**
 * Stops a batch: what waits is never begun, what is under way is stopped as if each had been stopped alone. One that has
 * ended stays as it is, and what a provider has as one job ends when that is called back. Throws not_found for a foreign or malformed id.
 */
export async function cancelBatch({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<BatchView> {
  const { id } = await findBatchRecord(ctx, input.id);
  await ctx.db.sql(CANCEL, [id, ctx.clock.now()]);
  stopRows(ctx, [id]);
  const running = await ctx.db.sql<{ id: string }>(RUNNING, [id]);
  await Promise.allSettled(running.map((run) => cancelRun({ ctx, input: run })));
  return findBatch(ctx, id);
}
