import type { Ctx } from '@/lib/context';
import { emit } from '@/lib/events';

export interface DoneBatch {
  id: string;
  userId: string;
  name: string;
  total: number;
}

/** Says that batches have ended. Never throws: the rows are what counts. */
export async function tellDone(ctx: Ctx, done: readonly DoneBatch[]): Promise<void> {
  for (const { id, userId, total } of done) {
    await emit(ctx, { type: 'batch.done', userId, data: { batchId: id, rows: total } }).catch((error: unknown) =>
      ctx.log.warn({ err: error, batchId: id }, 'the end of a batch was not told'),
    );
  }
}
