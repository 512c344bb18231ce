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
  return { firstContentMs: Math.max(firstContentMs, share), idleMs, deadlineAt };
}

/**
 * Starts a call to the model unless its breaker, a pause, or its provider's spend cap forbids it; passing it over costs
 * no call but is told.
 */
export async function startCandidate(run: ChainRun, model: Model): Promise<Runner | undefined> {
  const { parts, input } = run;
  const adapter = parts.adapters.get(model.provider);
  if (!adapter) return undefined;
  const preparing = adapter.prepare?.(run.request);
  if (preparing) await preparing;
  const entering = parts.breakers.enter(model.id);
  const pass = entering instanceof Promise ? await entering : entering;
  if (!pass.allowed) {
    if (pass.outcome === 'rate_limited') run.rememberCooling(model, pass.retryAtMs - Date.now());
    run.tell(model, { outcome: pass.outcome, ms: 0 });
    return undefined;
  }
  const isLate = run.winner !== undefined || input.signal.aborted;
  const isCapped = !isLate && input.admit?.(model) === false;
  if (isLate || isCapped) {
    pass.report('cancelled');
    if (isCapped) run.tell(model, { outcome: 'spend_cap', ms: 0 });
    return undefined;
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

/** The next candidate that may be called; undefined when there is none left, or no call. */
export async function startNext(run: ChainRun): Promise<Runner | undefined> {
  while (run.candidatesLeft > 0 && run.calls > 0 && !run.input.signal.aborted) {
    const model = run.input.candidates[run.next];
    run.next += 1;
    const runner = model && (await startCandidate(run, model));
    if (runner || run.winner) return runner;
  }
  return undefined;
}
