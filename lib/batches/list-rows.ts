import type { Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { toRowView, type RowRecord } from './batch-row';
import { findBatchRecord } from './find-batch';
import type { BatchRowStatus, BatchRowView } from './types';

const PAGE = 50;
const PREVIEW = 280;

const ROWS = `SELECT r.row, r.status, r.input, r.run_id AS "runId", left(u.output ->> 'text', ${PREVIEW}) AS preview,
    r.quoted_micro::text AS "quotedMicro", r.charged_micro::text AS "chargedMicro", r.refunded_micro::text AS "refundedMicro",
    r.reason, r.finished_at AS "finishedAt"
  FROM batch_rows r LEFT JOIN runs u ON u.id = r.run_id
  WHERE r.batch_id = $1::uuid AND r.row > $2::integer AND ($3::text IS NULL OR r.status = $3::text)
  ORDER BY r.row LIMIT $4::integer`;

export interface ListRowsInput {
  id: string;
  /** The number of the last row of the page before. */
  cursor?: string;
  /** 1 to 100; 50 when absent. */
  limit?: number;
  status?: BatchRowStatus;
}

/** The rows of one of the actor's batches in their order. Throws not_found. */
export async function listRows({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListRowsInput;
}): Promise<{ items: BatchRowView[]; nextCursor: string | null }> {
  const cursor = input.cursor ?? '0';
  if (!/^\d{1,9}$/.test(cursor)) throw invalidField('cursor', 'is not a cursor of this list');
  const { id } = await findBatchRecord(ctx, input.id);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const records = await ctx.db.sql<RowRecord>(ROWS, [id, Number(cursor), input.status ?? null, limit + 1]);
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toRowView),
    nextCursor: records.length > limit && last ? String(last.row) : null,
  };
}
