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

/** Watches one call: aborts it and tells why as soon as a limit is passed or the user stops. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** Why the call was ended from our side. */
  readonly failure: CallFailure | undefined;
  readonly isAnswered: boolean;
  /** Nothing that comes now is wanted any more. */
  readonly isOver: boolean;
  answered(): void;
  /** To be called for every piece of content. */
  content(): void;
  /** Ends the call for this reason; the first one counts. */
  trip(outcome: Exclude<AttemptOutcome, 'succeeded'>): void;
  /** Ends the watch and whatever is left of the call. */
  stop(): void;
}

/** Made once: an abort without a reason of its own builds an exception with a stack each time. */
const OVER = new CallFailure({ outcome: 'cancelled' });

/** `onTrip` is told the limit's failure at once, even when the source ignores its signal. */
export function createWatchdog(
  limits: WatchdogLimits,
  userSignal: AbortSignal,
  onTrip: (failure: CallFailure) => void,
): Watchdog {
  const controller = new AbortController();
  let failure: CallFailure | undefined;
  let isAnswered = false;
  let isStopped = false;
  const startedAt = performance.now();
  let contentAt = 0;

  const trip = (outcome: Exclude<AttemptOutcome, 'succeeded'>) => {
    if (failure || isStopped) return;
    failure = new CallFailure({ outcome });
    controller.abort(failure);
    onTrip(failure);
  };
  const after = (ms: number, outcome: Exclude<AttemptOutcome, 'succeeded'>) =>
    setTimeout(() => trip(outcome), Math.max(0, ms));
  const onUserAbort = () => trip('cancelled');

  const total = after(limits.deadlineAt - startedAt, 'timeout_total');
  const connect = limits.connectMs === undefined ? undefined : after(limits.connectMs, 'timeout_connect');
  const first = after(limits.firstContentMs, 'timeout_first_content');
  let idle: NodeJS.Timeout | undefined;
  // One timer per call, not per token: it looks how long the provider has been silent and sleeps for the rest.
  const watchIdle = (ms: number) => {
    idle = setTimeout(() => {
      const silent = performance.now() - contentAt;
      if (silent >= limits.idleMs) trip('timeout_idle');
      else watchIdle(limits.idleMs - silent);
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
    get isOver() {
      return isStopped || failure !== undefined;
    },
    trip,
    answered() {
      isAnswered = true;
      clearTimeout(connect);
    },
    content() {
      contentAt = performance.now();
      if (idle) return;
      clearTimeout(connect);
      clearTimeout(first);
      watchIdle(limits.idleMs);
    },
    stop() {
      isStopped = true;
      for (const timer of [total, connect, first, idle]) clearTimeout(timer);
      userSignal.removeEventListener('abort', onUserAbort);
      controller.abort(OVER);
    },
  };
}
