import type { Ctx } from '@/lib/context';
import { emit } from '@/lib/events';
import { notify } from '@/lib/notices';
import type { BatchStatus } from '../types';

/** A batch that was paused or has ended just now. */
export interface ChangedBatch {
  id: string;
  userId: string;
  toolId: string;
  name: string;
  total: number;
  status: BatchStatus;
  reason: string | null;
  succeeded: number;
  failed: number;
}

/** Of a statement that answers as `batch_settle` does. */
export const CHANGED = 'id, user_id AS "userId", tool_id AS "toolId", name, total, status, reason, succeeded, failed';

async function tellOne(ctx: Ctx, batch: ChangedBatch, at: Date): Promise<void> {
  const { id: batchId, userId, toolId, name, total: rows, status, reason, succeeded, failed } = batch;
  const data = { batchId, toolId, title: name.slice(0, 200), rows };
  if (status === 'paused') {
    const done = succeeded + failed;
    await notify({
      ctx,
      input: { userId, kind: 'batch_paused', data: { ...data, done, reason: reason ?? undefined } },
    });
    return;
  }
  // It ends again when its failed rows were run again.
  await notify({ ctx, input: { userId, kind: 'batch_done', data: { ...data, succeeded, failed }, occasion: at } });
  await emit(ctx, { type: 'batch.done', userId, data: { batchId, rows, succeeded, failed } });
}

/** Tells owners what has become of their batches; `at` is what the statement wrote as their end. Never throws: the rows are what counts. */
export async function tell(ctx: Ctx, changed: readonly ChangedBatch[], at: Date): Promise<void> {
  for (const batch of changed) {
    await tellOne(ctx, batch, at).catch((error: unknown) =>
      ctx.log.warn({ err: error, batchId: batch.id }, 'the owner of a batch was not told of it'),
    );
  }
}
