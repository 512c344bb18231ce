import type { Ctx } from '@/lib/context';
import { notify } from '@/lib/notices';
import { RUN_COLUMNS, toRecord, type LiveRun, type RunRecord, type RunRow, type RunView } from '@/lib/runs';

/** Nobody turns away from what is shorter. */
const LONG_MS = 20_000;
const TITLE = 80;

/** Rows of batches and sides of comparisons are told of by those; a program asks for itself. */
function isToBeTold(ctx: Ctx, live: LiveRun, record: RunRecord, view: RunView): boolean {
  if (view.status !== 'succeeded' && view.status !== 'failed') return false;
  const tookMs = (record.finishedAt?.getTime() ?? 0) - record.createdAt.getTime();
  if (record.kind !== 'video' && tookMs < LONG_MS) return false;
  if (ctx.actor.type !== 'user' || record.batchId !== null || record.comparisonId !== null) return false;
  return !live.watched;
}

/** The beginning of what was typed, on one line. */
function titleOf({ input }: RunRecord): string | undefined {
  const { prompt, text, message } = input;
  const typed = [prompt, text, message].find((field): field is string => typeof field === 'string');
  return typed?.replaceAll(/\s+/g, ' ').trim().slice(0, TITLE).toWellFormed() || undefined;
}

async function tell(ctx: Ctx, record: RunRecord, status: RunView['status'], reason: string | null): Promise<void> {
  const title = titleOf(record);
  const data = { runId: record.id, toolId: record.toolId, kind: record.kind, ...(title ? { title } : {}) };
  const { userId } = record;
  if (status === 'succeeded') await notify({ ctx, input: { userId, kind: 'run_done', data } });
  else await notify({ ctx, input: { userId, kind: 'run_failed', data: { ...data, ...(reason ? { reason } : {}) } } });
}

/**
 * Tells the owner of a long run how it ended, unless somebody watches it. Asks nothing and waits for nothing where it was
 * short. Never throws: the run has ended, whoever hears of it.
 */
export async function tellEnd(ctx: Ctx, live: LiveRun, record: RunRecord, view: RunView): Promise<void> {
  if (!isToBeTold(ctx, live, record, view)) return;
  await tell(ctx, record, view.status, view.credits.reason ?? null).catch((error: unknown) =>
    ctx.log.warn({ err: error, runId: record.id }, 'a run’s owner was not told of its end'),
  );
}

const FILMS = `SELECT ${RUN_COLUMNS} FROM runs
  WHERE id = $1::uuid AND kind = 'video' AND batch_id IS NULL AND comparison_id IS NULL AND deleted_at IS NULL`;

/** Tells the owner of a film that its process died with it: nobody else knows. Never throws. */
export async function tellSwept(ctx: Ctx, runId: string): Promise<void> {
  try {
    const [row] = await ctx.db.sql<RunRow>(FILMS, [runId]);
    if (row) await tell(ctx, toRecord(row), 'failed', row.reason);
  } catch (error) {
    ctx.log.warn({ err: error, runId }, 'the owner of an interrupted film was not told of it');
  }
}
