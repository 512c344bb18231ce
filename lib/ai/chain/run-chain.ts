import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from '../adapters/adapter';
import type { AttemptOutcome, ChainEnd, ChainEvent, ChainInput, Model } from '../types';
import { attempt, type AttemptResult } from './attempt';
import type { Breakers } from './breaker';

export interface ChainParts {
  adapters: ReadonlyMap<string, Adapter>;
  breakers: Breakers;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** A provider that asks for a longer pause than this is not waited for. */
const MAX_WAIT_MS = 2_000;

/** What one run has left: calls and time. */
interface Budget {
  calls: number;
  /** On the clock of `performance.now()`. */
  deadlineAt: number;
  /** The last call that was really made. */
  last: AttemptOutcome | undefined;
  /** Who may be asked again soonest after a 429; `atMs` on the same clock. */
  cooling: { model: Model; atMs: number } | undefined;
}

const isTimeout = (outcome: AttemptOutcome | undefined) => outcome?.startsWith('timeout_') ?? false;

function failed(outcome: AttemptOutcome | undefined, afterContent: boolean): ChainEnd {
  const code =
    outcome === 'bad_request'
      ? 'invalid_input'
      : outcome === 'content_refused'
        ? 'moderated'
        : isTimeout(outcome)
          ? 'provider_timeout'
          : 'provider_unavailable';
  return { status: 'failed', code, afterContent, usage: {} };
}

/** Name and message along the causes. Never the whole error: the SDK's carry the request, and so the user's words. */
function describe(error: unknown): string {
  const lines: string[] = [];
  for (let link = error; link instanceof Error && lines.length < 4; link = link.cause)
    lines.push(`${link.name}: ${link.message.slice(0, 300)}`);
  return lines.join(' <- ') || 'an error frame';
}

/** The end this result makes of the whole chain, or undefined when the next candidate may try. */
function endOf(result: AttemptResult, model: Model): ChainEnd | undefined {
  const { outcome, committed, usage } = result;
  if (outcome === 'succeeded') return { status: 'succeeded', provider: model.provider, model: model.id, usage };
  if (outcome === 'cancelled') return { status: 'cancelled', afterContent: committed, usage };
  const isFinal =
    committed || outcome === 'bad_request' || outcome === 'content_refused' || outcome === 'timeout_total';
  return isFinal ? failed(outcome, committed) : undefined;
}

/** The limits of the next call. An image comes in one piece, so it gets an equal share of the time that is left. */
function limitsFor({ limits, request }: ChainInput, budget: Budget, candidatesLeft: number) {
  const { connectMs, firstContentMs, idleMs } = limits;
  const { deadlineAt } = budget;
  if (request.kind !== 'image') return { connectMs, firstContentMs, idleMs, deadlineAt };
  const share = (deadlineAt - performance.now()) / Math.max(1, Math.min(candidatesLeft, budget.calls));
  return { firstContentMs: Math.max(firstContentMs, share), idleMs, deadlineAt };
}

function rememberCooling(budget: Budget, model: Model, waitMs: number): void {
  const atMs = performance.now() + waitMs;
  if (!budget.cooling || atMs < budget.cooling.atMs) budget.cooling = { model, atMs };
}

async function* tryCandidate(
  { adapters, breakers, log }: ChainParts,
  chain: ChainInput,
  budget: Budget,
  { model, candidatesLeft }: { model: Model; candidatesLeft: number },
): AsyncGenerator<ChainEvent, ChainEnd | undefined, void> {
  const adapter = adapters.get(model.provider);
  if (!adapter) return undefined;
  const preparing = adapter.prepare?.(chain.request);
  if (preparing) await preparing;
  const entering = breakers.enter(model.id);
  const pass = entering instanceof Promise ? await entering : entering;
  if (!pass.allowed) {
    if (pass.outcome === 'rate_limited') rememberCooling(budget, model, pass.retryAtMs - Date.now());
    yield { type: 'attempt', attempt: { provider: model.provider, model: model.id, outcome: pass.outcome, ms: 0 } };
    return undefined;
  }
  let result: AttemptResult | undefined;
  try {
    budget.calls -= 1;
    result = yield* attempt({ adapter, model, chain, limits: limitsFor(chain, budget, candidatesLeft) });
  } finally {
    // Also when the reader walked away in the middle.
    pass.report(result?.outcome ?? 'cancelled', result?.retryAfterMs);
  }
  const { outcome, httpStatus, ms, cause } = result;
  budget.last = outcome;
  if (outcome === 'rate_limited') rememberCooling(budget, model, result.retryAfterMs ?? Number.POSITIVE_INFINITY);
  if (cause !== undefined)
    log.info({ model: model.id, outcome, httpStatus, ms, cause: describe(cause) }, 'model call failed');
  yield {
    type: 'attempt',
    attempt: {
      provider: model.provider,
      model: model.id,
      outcome,
      ms,
      ...(httpStatus === undefined ? {} : { httpStatus }),
    },
  };
  return endOf(result, model);
}

/** Waits out a short 429 when nobody else is left; answers whether there is reason to ask again. */
async function waitForCooling(budget: Budget, chain: ChainInput): Promise<Model | undefined> {
  const { cooling } = budget;
  if (!cooling || budget.calls < 1) return undefined;
  const wait = Math.max(0, cooling.atMs - performance.now());
  if (wait > MAX_WAIT_MS || performance.now() + wait >= budget.deadlineAt) return undefined;
  // The cool-down counts whole milliseconds of another clock: come a little later, not a little too early.
  await sleep(wait + 5, undefined, { signal: chain.signal }).catch(() => {});
  return cooling.model;
}

async function* walk(parts: ChainParts, chain: ChainInput): AsyncGenerator<ChainEvent, ChainEnd, void> {
  const { candidates, limits, signal } = chain;
  const budget: Budget = {
    calls: limits.maxAttempts,
    deadlineAt: performance.now() + limits.totalMs,
    last: undefined,
    cooling: undefined,
  };
  const cancelled: ChainEnd = { status: 'cancelled', afterContent: false, usage: {} };
  for (const [index, model] of candidates.entries()) {
    if (signal.aborted) return cancelled;
    if (budget.calls < 1) break;
    const end = yield* tryCandidate(parts, chain, budget, { model, candidatesLeft: candidates.length - index });
    if (end) return end;
  }
  const again = await waitForCooling(budget, chain);
  if (signal.aborted) return cancelled;
  const end = again && (yield* tryCandidate(parts, chain, budget, { model: again, candidatesLeft: 1 }));
  return end ?? failed(budget.last, false);
}

/**
 * Tries the candidates in order under one budget of calls and one deadline, and reports what happens.
 * Never throws; the last event is always `end`, unless its reader leaves before. Leaving aborts the call.
 */
export async function* runChain(parts: ChainParts, chain: ChainInput): AsyncGenerator<ChainEvent, void, void> {
  let end: ChainEnd;
  try {
    end = yield* walk(parts, chain);
  } catch (error) {
    parts.log.warn({ err: error }, 'the chain itself failed');
    end = failed(undefined, false);
  }
  yield { type: 'end', end };
}
