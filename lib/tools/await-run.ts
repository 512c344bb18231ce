import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { waitForRun, type RunView } from '@/lib/runs';
import type { Execution } from './execute';

/**
 * The end of a run, for callers who want one answer.
 * @throws AppError provider_unavailable, provider_timeout, moderated or invalid_input, with the refunded `run` beside it.
 */
export async function awaitRun({ ctx, input }: { ctx: Ctx; input: Execution }): Promise<RunView> {
  const { live, run: first } = input;
  const run = live
    ? await live.finished
    : first.status === 'running'
      ? await waitForRun({ ctx, input: { id: first.id } })
      : first;
  if (run.status !== 'failed') return run;
  throw new AppError(run.code ?? 'provider_unavailable', run.message ?? 'This run failed.', {
    extra: { run, ...(input.repeated ? { repeated: true } : {}) },
  });
}
