import { setTimeout as sleep } from 'node:timers/promises';
import type { ChainEnd, ChainInput, ChainSink } from '../types';
import type { AttemptResult } from './attempt';
import { startCandidate, startNext } from './candidate';
import { ChainRun, type ChainParts, type Runner } from './chain-run';
import { canContinue, describe, failed, isFinal } from './end';
import { nextEnd } from './race';

/** A provider that asks for a longer pause than this is not waited for. */
const MAX_WAIT_MS = 2_000;

/** Waits out a short 429 when nobody else is left, and asks once more; answers whether a call is under way. */
async function askAgain(run: ChainRun): Promise<boolean> {
  const { cooling, input } = run;
  if (!cooling || run.hasWaited || run.calls < 1) return false;
  run.hasWaited = true;
  const waitMs = Math.max(0, cooling.atMs - performance.now());
  if (waitMs > MAX_WAIT_MS || performance.now() + waitMs >= run.deadlineAt) return false;
  // The cool-down counts whole milliseconds of another clock: come a little later, not a little too early.
  await sleep(waitMs + 5, undefined, { signal: input.signal }).catch(() => {});
  if (input.signal.aborted) return false;
  return typeof (await startCandidate(run, cooling.model)) === 'object';
}

/** Everybody learns how a call ended: breaker, health, log and receipt. */
function record(run: ChainRun, runner: Runner, result: AttemptResult): void {
  const { parts } = run;
  const { outcome, httpStatus, ms, cause } = result;
  const { model } = runner;
  run.running.splice(run.running.indexOf(runner), 1);
  runner.pass.report(outcome, result.retryAfterMs);
  parts.health.record(model.id, outcome, outcome === 'outrun' ? ms : result.firstContentMs);
  if (outcome !== 'outrun') run.last = outcome;
  if (outcome === 'rate_limited') run.rememberCooling(model, result.retryAfterMs ?? Number.POSITIVE_INFINITY);
  if (cause !== undefined)
    parts.log.info({ model: model.id, outcome, httpStatus, ms, cause: describe(cause) }, 'model call failed');
  run.tell(model, { outcome, ms, ...(httpStatus === undefined ? {} : { httpStatus }) });
}

/** The end this result makes of the whole chain, or undefined when another candidate may try. */
function conclude(run: ChainRun, { model }: Runner, result: AttemptResult): ChainEnd | undefined {
  const { outcome, committed } = result;
  // Its end came late: what the race was won with decides, also where that has broken off meanwhile.
  if (outcome === 'outrun') return undefined;
  // What a provider counted is one part of a continued answer; the whole is measured by its characters.
  const { truncated } = result.usage;
  const usage = run.isContinued ? { ...(truncated ? { truncated } : {}) } : result.usage;
  if (outcome === 'succeeded') return { status: 'succeeded', provider: model.provider, model: model.id, usage };
  if (outcome === 'cancelled') return { status: 'cancelled', afterContent: run.hasContent, usage };
  if (committed && canContinue(outcome) && run.canContinue) return void run.continueNow();
  // What a continuation asks is our doing, not the user's.
  if (run.isContinued) return failed(outcome === 'bad_request' ? 'bad_response' : outcome, true);
  return committed || isFinal(outcome) ? failed(outcome, run.hasContent) : undefined;
}

async function walk(run: ChainRun): Promise<ChainEnd> {
  for (;;) {
    const isUnderWay = run.running.length > 0 || (await startNext(run)) || (await askAgain(run));
    if (!isUnderWay) {
      if (run.input.signal.aborted) return { status: 'cancelled', afterContent: run.hasContent, usage: {} };
      return failed(run.last, run.hasContent);
    }
    const { runner, result } = await nextEnd(run);
    record(run, runner, result);
    const end = conclude(run, runner, result);
    if (end) return end;
  }
}

/** Calls that an end has made pointless are ended, too, and told. */
async function stopOthers(run: ChainRun): Promise<void> {
  for (const { attempt } of run.running) attempt.outrun();
  for (const { ended } of [...run.running]) {
    const { runner, result } = await ended;
    record(run, runner, result);
  }
}

/**
 * Tries the candidates in order under one budget of calls and one deadline, in a race two at a time, and pushes what
 * comes into the sink. Never rejects.
 */
export async function runChain(parts: ChainParts, input: ChainInput, sink: ChainSink): Promise<ChainEnd> {
  const run = new ChainRun(parts, input, sink);
  try {
    const end = await walk(run);
    if (run.running.length > 0) await stopOthers(run);
    run.flush();
    return end;
  } catch (error) {
    parts.log.warn({ err: error }, 'the chain itself failed');
    await stopOthers(run);
    return failed(undefined, run.hasContent);
  }
}
