import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterMs } from '../chain/classify';
import { CallFailure } from '../chain/failure';
import { WireError } from '../wire/wire-error';

/** How often a provider is asked whether a job is done. */
export interface JobPace {
  firstMs: number;
  /** Each wait is this much longer than the one before. */
  growth: number;
  maxMs: number;
  /** The longest pause that a provider may ask for between two looks. */
  maxPauseMs: number;
  /** After this no job is waited for, whatever the deadline of the run. */
  totalMs: number;
}

export const JOB_PACE: JobPace = {
  ...{ firstMs: 1_000, growth: 1.5, maxMs: 10_000 },
  ...{ maxPauseMs: 60_000, totalMs: 20 * 60_000 },
};
/** Looks in a row that may fail: the job goes on at the provider's, and it has been paid for. */
const MAX_FAILED_LOOKS = 3;
/** So long the answer to a job that was handed in is still waited for when nobody wants the job any more. */
const HAND_IN_MS = 10_000;
const CANCEL_MS = 5_000;
const CANCEL_AGAIN_MS = 1_000;

/** A job at a provider: handed in once, then looked at until it is done. */
export interface Job<Ticket, Result> {
  /** Goes by this signal, which may outlive the call's. */
  submit(signal: AbortSignal): Promise<Ticket>;
  /** Undefined while it is being made. Throws a `CallFailure` once it has failed for good. */
  look(ticket: Ticket): Promise<Result | undefined>;
  /** Told once it is accepted; what is answered is called when it is done or dropped. */
  accepted?(ticket: Ticket): (() => void) | undefined;
  /** Asks the provider to drop it; absent where the provider knows no such request. */
  cancel?(ticket: Ticket, signal: AbortSignal): Promise<unknown>;
}

const isPassing = (error: unknown) =>
  !(error instanceof CallFailure) &&
  !(error instanceof WireError && error.statusCode < 500 && ![408, 429].includes(error.statusCode));

/** Asks once; false where no answer came. A provider that says no has its reason: the job is done, or unknown. */
export async function askToDrop(ask: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  try {
    await ask(AbortSignal.timeout(CANCEL_MS));
    return true;
  } catch (error) {
    return !isPassing(error);
  }
}

/** Drops a job that nobody waits for any more. Never rejects: what cannot be dropped is made for nobody. */
async function drop<Ticket>({ cancel }: Job<Ticket, unknown>, ticket: Ticket): Promise<boolean> {
  if (!cancel) return false;
  const ask = (signal: AbortSignal) => cancel(ticket, signal);
  if (await askToDrop(ask)) return true;
  await sleep(CANCEL_AGAIN_MS, undefined, { ref: false });
  return askToDrop(ask);
}

/**
 * Hands a job in. Where jobs can be dropped, a stop ends the wait but not the request: the provider may have accepted
 * already, and nobody would know the job's name.
 */
async function handIn<Ticket>(job: Job<Ticket, unknown>, signal: AbortSignal): Promise<Ticket> {
  if (!job.cancel) return job.submit(signal);
  signal.throwIfAborted();
  const request = new AbortController();
  const handed = job.submit(request.signal);
  const stopped = Promise.withResolvers<never>();
  const onStop = () => {
    const giveUp = setTimeout(() => request.abort(), HAND_IN_MS).unref();
    handed
      .then((ticket) => drop(job, ticket))
      .catch(() => {})
      .finally(() => clearTimeout(giveUp));
    stopped.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onStop, { once: true });
  try {
    return await Promise.race([handed, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', onStop);
  }
}

async function wait<Ticket, Result>(
  job: Job<Ticket, Result>,
  ticket: Ticket,
  signal: AbortSignal,
  pace: JobPace,
): Promise<Result> {
  const endsAt = performance.now() + pace.totalMs;
  let waitMs = pace.firstMs;
  let failedLooks = 0;
  let leastMs = 0;
  for (;;) {
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0) throw new CallFailure({ outcome: 'timeout_first_content' });
    await sleep(Math.min(leftMs, Math.max(waitMs, leastMs)), undefined, { signal });
    waitMs = Math.min(waitMs * pace.growth, pace.maxMs);
    leastMs = 0;
    try {
      const result = await job.look(ticket);
      if (result !== undefined) return result;
      failedLooks = 0;
    } catch (error) {
      signal.throwIfAborted();
      const refusal = error instanceof WireError ? error : undefined;
      // Who looks too often is told so; the job is none the worse for it.
      if (refusal?.statusCode !== 429) failedLooks += 1;
      if (!isPassing(error) || failedLooks >= MAX_FAILED_LOOKS) throw error;
      leastMs = Math.min(retryAfterMs(refusal?.responseHeaders, Date.now()) ?? 0, pace.maxPauseMs);
    }
  }
}

/**
 * Hands a job in and waits for its result, with growing pauses that the signal of the call ends at once. A job that is
 * not waited for to its end is dropped at the provider's, beside whatever comes next.
 * @throws CallFailure `timeout_first_content` when it takes too long, and whatever `submit` and `look` throw.
 */
export async function runJob<Ticket, Result>(
  job: Job<Ticket, Result>,
  signal: AbortSignal,
  pace: JobPace = JOB_PACE,
): Promise<Result> {
  const ticket = await handIn(job, signal);
  const settled = job.accepted?.(ticket);
  try {
    const result = await wait(job, ticket, signal, pace);
    settled?.();
    return result;
  } catch (error) {
    // What was not dropped now stays written down, for whoever looks after it later.
    void drop(job, ticket).then((isDropped) => void (isDropped && settled?.()));
    throw error;
  }
}
