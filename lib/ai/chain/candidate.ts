import type { ChainInput, Model } from '../types';
import { startAttempt } from './attempt';
import type { ChainRun, Runner } from './chain-run';
import type { WatchdogLimits } from './watchdog';

/** The limits of the next call. What is not text comes in one piece, so it gets an equal share of the time that is left. */
function limitsFor({ limits }: ChainInput, run: ChainRun): WatchdogLimits {
  const { connectMs, firstContentMs, idleMs } = limits;
  const { deadlineAt } = run;
  if (run.request.kind === 'text') return { connectMs, firstContentMs, idleMs, deadlineAt };
  // This call is still among those that are left, its candidate no more.
  const share = (deadlineAt - performance.now()) / Math.max(1, Math.min(run.candidatesLeft + 1, run.calls));
  const shareMs = Math.max(firstContentMs, share);
  // The second of several pictures may take as long as the first.
  return { firstContentMs: shareMs, idleMs: Math.max(idleMs, shareMs), deadlineAt };
}

/** Why no call was made: something forbids it, or while we looked another candidate of the race was first. */
type NotStarted = 'passed_over' | 'late';

/**
 * Starts a call to the model unless its breaker, a pause, or its provider's spend cap forbids it; passing it over costs
 * no call but is told.
 */
export async function startCandidate(run: ChainRun, model: Model): Promise<Runner | NotStarted> {
  const { parts, input } = run;
  const adapter = parts.adapters.get(model.provider);
  if (!adapter) return 'passed_over';
  const preparing = adapter.prepare?.(run.request);
  if (preparing) await preparing;
  const entering = parts.breakers.enter(model.id);
  const pass = entering instanceof Promise ? await entering : entering;
  if (!pass.allowed) {
    if (pass.outcome === 'rate_limited') run.rememberCooling(model, pass.retryAtMs - Date.now());
    run.tell(model, { outcome: pass.outcome, ms: 0 });
    return 'passed_over';
  }
  if (run.winner !== undefined || input.signal.aborted) {
    pass.report('cancelled');
    return 'late';
  }
  let admitted = false;
  try {
    admitted = input.admit?.(model) !== false;
  } finally {
    // Also where the question itself fails: a probe that nobody reports would keep its breaker waiting for ever.
    if (!admitted) pass.report('cancelled');
  }
  if (!admitted) {
    run.tell(model, { outcome: 'spend_cap', ms: 0 });
    return 'passed_over';
  }
  const limits = limitsFor(input, run);
  run.calls -= 1;
  const attempt = startAttempt({
    ...{ adapter, model, limits },
    request: run.request,
    signal: input.signal,
    delivery: {
      commit: () => run.commit(runner),
      text: (delta) => run.text(delta),
      file: (file) => run.file(file),
      segments: (segments) => run.segments(segments),
      progress: (progress) => run.progress(progress),
      job: (ticket) => run.job(model, ticket),
    },
  });
  const runner: Runner = {
    ...{ model, pass, attempt },
    startedAt: performance.now(),
    ended: attempt.result.then((result) => ({ runner, result })),
  };
  run.running.push(runner);
  return runner;
}

/** Whether a next candidate was started; false when there is none left, or no call. */
export async function startNext(run: ChainRun): Promise<boolean> {
  while (run.candidatesLeft > 0 && run.calls > 0 && !run.input.signal.aborted) {
    const model = run.input.candidates[run.next];
    run.next += 1;
    const started = model ? await startCandidate(run, model) : 'passed_over';
    if (started === 'passed_over') continue;
    // It may still be needed to go on where the winner breaks off.
    if (started === 'late') run.next -= 1;
    return started !== 'late';
  }
  return false;
}
