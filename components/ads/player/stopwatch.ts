export interface Stopwatch {
  start(): void;
  stop(): void;
  reset(): void;
  /** Time it ran, without its stops. */
  seconds(): number;
}

/** Runs on a monotonic clock, so that a changed wall clock neither gives nor takes time. */
export function createStopwatch(now: () => number): Stopwatch {
  let ranMs = 0;
  let since: number | null = null;
  return {
    start: () => {
      since ??= now();
    },
    stop: () => {
      if (since !== null) ranMs += now() - since;
      since = null;
    },
    reset: () => {
      ranMs = 0;
      since = null;
    },
    seconds: () => (ranMs + (since === null ? 0 : now() - since)) / 1_000,
  };
}
