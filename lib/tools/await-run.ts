import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { waitForRun, type RunView } from '@/lib/runs';
import type { Execution } from './execute';

/** A run that joined another and could not pay when the answer came. */
async function outOfCredits(ctx: Ctx, run: RunView, repeated: boolean): Promise<AppError> {
  const { available } = await getCredits({ ctx, input: {} });
  return new AppError('insufficient_credits', run.message ?? 'You do not have enough credits for this run.', {
    extra: { run, needed: run.credits.quoted, available, ad: null, ...(repeated ? { repeated: true } : {}) },
  });
}

/**
 * The end of a run, for callers who want one answer.
 * @throws AppError provider_unavailable, provider_timeout, moderated or invalid_input, with the refunded `run` beside it;
 *   insufficient_credits with needed and available where a run that joined another could not pay for the answer.
 */
export async function awaitRun({ ctx, input }: { ctx: Ctx; input: Execution }): Promise<RunView> {
  const { live, run: first } = input;
  const run = live
    ? await live.watch()
    : first.status === 'running'
      ? await waitForRun({ ctx, input: { id: first.id } })
      : first;
  if (run.status !== 'failed') return run;
  if (run.code === 'insufficient_credits') throw await outOfCredits(ctx, run, input.repeated);
  throw new AppError(run.code ?? 'provider_unavailable', run.message ?? 'This run failed.', {
    extra: { run, ...(input.repeated ? { repeated: true } : {}) },
  });
}
