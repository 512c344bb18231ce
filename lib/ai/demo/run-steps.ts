import { setImmediate as breathe } from 'node:timers/promises';

/** How long work that is done in steps may keep the process from other work. */
const SLICE_MS = 8;

/** A computation that may be left at every `yield`, and what comes of it. */
export type Steps<T> = Generator<void, T, void>;

/**
 * Goes through steps of a computation, giving way to the rest of the process between them.
 * @returns a function that runs one computation to its end and rejects with the signal's reason once that is aborted.
 */
export function createStepper(signal: AbortSignal): <T>(steps: Steps<T>) => Promise<T> {
  let pausedAt = performance.now();
  return async (steps) => {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (performance.now() - pausedAt < SLICE_MS) continue;
      await breathe();
      signal.throwIfAborted();
      pausedAt = performance.now();
    }
  };
}
