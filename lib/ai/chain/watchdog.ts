import type { AttemptOutcome } from '../types';
import { CallFailure } from './failure';

export interface WatchdogLimits {
  /** To the provider's answer; absent where the answer comes together with the content, as with images. */
  connectMs?: number;
  firstContentMs: number;
  idleMs: number;
  /** The chain's deadline on the clock of `performance.now()`. */
  deadlineAt: number;
}

/** Watches one call: aborts it and fails whoever waits for it as soon as a limit is passed or the user stops. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** Why the call was ended from our side. */
  readonly failure: CallFailure | undefined;
  readonly isAnswered: boolean;
  answered(): void;
  content(): void;
  /** The promise, or the limit's failure if that comes first, even when the source ignores its signal. */
  guard<T>(promise: Promise<T>): Promise<T>;
  /** Ends the watch and whatever is left of the call. */
  stop(): void;
}

export function createWatchdog(limits: WatchdogLimits, userSignal: AbortSignal): Watchdog {
  const controller = new AbortController();
  let failure: CallFailure | undefined;
  let isAnswered = false;
  let reject: ((reason: CallFailure) => void) | undefined;
  let waitingSince = performance.now();

  const trip = (outcome: Exclude<AttemptOutcome, 'succeeded'>) => {
    if (failure) return;
    failure = new CallFailure({ outcome });
    controller.abort(failure);
    reject?.(failure);
  };
  const after = (ms: number, outcome: Exclude<AttemptOutcome, 'succeeded'>) =>
    setTimeout(() => trip(outcome), Math.max(0, ms));
  const onUserAbort = () => trip('cancelled');

  const total = after(limits.deadlineAt - waitingSince, 'timeout_total');
  const connect = limits.connectMs === undefined ? undefined : after(limits.connectMs, 'timeout_connect');
  const first = after(limits.firstContentMs, 'timeout_first_content');
  let idle: NodeJS.Timeout | undefined;
  // One timer per call, not per token: it looks how long we have been waiting and sleeps for the rest.
  const watchIdle = (ms: number) => {
    idle = setTimeout(() => {
      const waited = reject ? performance.now() - waitingSince : 0;
      if (waited >= limits.idleMs) trip('timeout_idle');
      else watchIdle(limits.idleMs - waited);
    }, ms);
  };
  if (userSignal.aborted) onUserAbort();
  else userSignal.addEventListener('abort', onUserAbort, { once: true });

  return {
    signal: controller.signal,
    get failure() {
      return failure;
    },
    get isAnswered() {
      return isAnswered;
    },
    answered() {
      isAnswered = true;
      clearTimeout(connect);
    },
    content() {
      if (idle) return;
      clearTimeout(connect);
      clearTimeout(first);
      watchIdle(limits.idleMs);
    },
    guard<T>(promise: Promise<T>): Promise<T> {
      return new Promise<T>((resolve, fail) => {
        promise.then((value) => {
          reject = undefined;
          resolve(value);
        }, fail);
        if (failure) return fail(failure);
        waitingSince = performance.now();
        reject = fail;
      });
    },
    stop() {
      for (const timer of [total, connect, first, idle]) clearTimeout(timer);
      userSignal.removeEventListener('abort', onUserAbort);
      controller.abort();
    },
  };
}
