import type { BatchResult, BatchState } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { settleDetached } from '@/lib/tools';
import { settle, type EndedRow } from '../run/settle';
import { endOfRun } from './end-of-run';
import { ownerCtx, renewLease, requestOf, saveJob, takeRows, type Job, type JobRow } from './job';

/** Rows that are settled at once. */
const AT_ONCE = 8;

export type Outcome = Omit<BatchResult, 'id'> & { cancelled?: boolean };

async function settleRow(ctx: Ctx, job: Job, row: JobRow, result: Outcome): Promise<EndedRow> {
  // It was never begun: nothing is to be given back.
  if (row.runId === null) {
    const end = result.cancelled ? { status: 'cancelled' as const } : { status: 'failed' as const };
    return {
      row,
      end: { ...end, reason: result.cancelled ? 'cancelled' : (result.failure ?? 'provider_unavailable') },
    };
  }
  const { share } = job;
  const run = await settleDetached({
    ...{ ctx: ownerCtx(ctx, job), input: requestOf(job, row), runId: row.runId, share, result },
  });
  return { row, end: endOfRun(run) };
}

/** Ends rows with what came of them, some at a time; each is written down before the next ones are looked at. */
export async function settleRows(ctx: Ctx, job: Job, results: readonly (readonly [JobRow, Outcome])[]): Promise<void> {
  for (let from = 0; from < results.length; from += AT_ONCE) {
    const part = results.slice(from, from + AT_ONCE);
    await settle(ctx, await Promise.all(part.map(([row, result]) => settleRow(ctx, job, row, result))));
    await renewLease(ctx, job);
  }
}

/** Ends every row that is left in the same way, and the job with them. */
export async function endJob(ctx: Ctx, job: Job, outcome: Outcome): Promise<void> {
  const rows = await takeRows(ctx, job, true);
  await settleRows(
    ctx,
    job,
    rows.map((row) => [row, outcome] as const),
  );
  await saveJob(ctx, job, { status: 'ended', inMs: 0 });
}

/** Fetches what has come of a job that has ended at its provider. A row without a word was not done, and is refunded. */
export async function collectJob(ctx: Ctx, job: Job, ticket: string, { state }: BatchState): Promise<void> {
  const left = new Map((await takeRows(ctx, job, true)).map((row) => [`row-${row.row}`, row]));
  let part: [JobRow, Outcome][] = [];
  const flush = async () => {
    await settleRows(ctx, job, part);
    part = [];
  };
  if (state !== 'failed') {
    for await (const { id, ...result } of ctx.ai.batches.results({ provider: job.provider, id: ticket })) {
      const row = left.get(id);
      if (!row) continue;
      left.delete(id);
      part.push([row, result]);
      if (part.length >= AT_ONCE) await flush();
    }
    await flush();
  }
  const cancelled = state === 'cancelled' || job.batchStatus === 'cancelled';
  await endJob(ctx, job, cancelled ? { cancelled } : { failure: 'provider_unavailable' });
}
