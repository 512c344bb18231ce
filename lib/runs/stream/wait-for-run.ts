import type { Ctx } from '@/lib/context';
import { findOwnRun } from '../find-run';
import type { RunRecord } from '../run-record';
import { toRunView } from '../run-view';
import type { RunView } from '../types';

export const POLL_MS = 500;
/** Past a run's deadline a sweep ends it; whoever waits gives it that long. */
const SWEEP_MS = 60_000;

export const pause = () => new Promise<void>((resolve) => setTimeout(resolve, POLL_MS));

/** Whether the run may still change: it runs, and its deadline and the sweep behind it are not over. */
export function mayChange(run: RunRecord, now: Date): boolean {
  return run.status === 'running' && now.getTime() < run.deadlineAt.getTime() + SWEEP_MS;
}

/** The actor's run once it has ended, wherever it runs. Joins it in this process, else asks the database twice a second. */
export async function waitForRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunView> {
  let run = await findOwnRun(ctx, input.id);
  const live = ctx.live.get(run.id);
  if (live) return live.finished;
  while (mayChange(run, ctx.clock.now())) {
    await pause();
    run = await findOwnRun(ctx, input.id);
  }
  return toRunView(run, ctx.ai);
}
