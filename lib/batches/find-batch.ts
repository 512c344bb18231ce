import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { BATCH_COLUMNS, BATCH_FIGURES, toBatchView, type BatchRecord } from './batch-row';
import type { BatchView } from './types';

const ONE = `SELECT ${BATCH_COLUMNS} FROM batches b ${BATCH_FIGURES}
  WHERE b.id = $1::uuid AND b.user_id = $2::uuid AND b.deleted_at IS NULL`;

/** One of the actor's batches as it is stored. Throws not_found for a foreign or malformed id. */
export async function findBatchRecord(ctx: Ctx, id: string): Promise<BatchRecord> {
  const userId = requireUserId(ctx.actor);
  const [record] = isUuid(id) ? await ctx.db.sql<BatchRecord>(ONE, [id, userId]) : [];
  if (!record) throw notFound('batch');
  return record;
}

/** The same as its owner sees it. */
export async function findBatch(ctx: Ctx, id: string): Promise<BatchView> {
  return toBatchView(await findBatchRecord(ctx, id));
}
