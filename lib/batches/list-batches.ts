import { requireUserId, type Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { BATCH_COLUMNS, BATCH_FIGURES, toBatchView, type BatchRecord } from './batch-row';
import type { BatchView } from './types';

const PAGE = 20;

// Ids are sortable by the time they were made.
const LIST = `SELECT ${BATCH_COLUMNS} FROM (
    SELECT * FROM batches WHERE user_id = $1::uuid AND deleted_at IS NULL AND ($2::uuid IS NULL OR (created_at, id) < (
      SELECT created_at, id FROM batches WHERE id = $2::uuid AND user_id = $1::uuid))
    ORDER BY created_at DESC, id DESC LIMIT $3::integer) b
  ${BATCH_FIGURES} ORDER BY b.created_at DESC, b.id DESC`;

/** The actor's batches, newest first. `cursor` is the last id of the page before. */
export async function listBatches({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { cursor?: string; limit?: number };
}): Promise<{ items: BatchView[]; nextCursor: string | null }> {
  const userId = requireUserId(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  if (input.cursor !== undefined && !isUuid(input.cursor)) throw invalidField('cursor', 'is not a cursor of this list');
  // One more than asked tells whether there is a next page.
  const records = await ctx.db.sql<BatchRecord>(LIST, [userId, input.cursor ?? null, limit + 1]);
  const page = records.slice(0, limit);
  return { items: page.map(toBatchView), nextCursor: records.length > limit ? (page.at(-1)?.id ?? null) : null };
}
