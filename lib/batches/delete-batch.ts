import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findBatchRecord } from './find-batch';

const REMOVE = `DELETE FROM batches b WHERE b.id = $1::uuid AND b.status IN ('done', 'cancelled')
    AND NOT EXISTS (SELECT 1 FROM batch_rows r WHERE r.batch_id = b.id AND r.status = 'running')
  RETURNING b.id`;

/**
 * Deletes a batch with its rows; their runs stay in the history, and receipts in the ledger.
 * @throws AppError not_found; conflict while it has not ended.
 */
export async function deleteBatch({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const { id } = await findBatchRecord(ctx, input.id);
  const removed = await ctx.db.sql(REMOVE, [id]);
  if (removed.length === 0) throw new AppError('conflict', 'This batch has not ended yet: cancel it first.');
}
