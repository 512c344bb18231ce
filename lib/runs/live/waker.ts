/** Wakes everybody who waits: at once, or soon but not too often. */
export interface Waker {
  /** Resolves at the next wake-up. Take it before looking at what is there, so that nothing is slept through. */
  next(): Promise<void>;
  now(): void;
  /** At once when the last wake-up is long enough ago, else as soon as it is. */
  soon(): void;
}

export function createWaker(everyMs: number): Waker {
  let waiting = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let wokenAt = -Infinity;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    wokenAt = performance.now();
    const woken = waiting;
    waiting = Promise.withResolvers<void>();
    woken.resolve();
  };
  return {
    next: () => waiting.promise,
    now,
    soon() {
      if (timer) return;
      const waitMs = wokenAt + everyMs - performance.now();
      if (waitMs <= 0) now();
      else timer = setTimeout(now, waitMs);
    },
  };
}
