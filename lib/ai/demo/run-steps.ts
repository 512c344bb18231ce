import { setImmediate as breathe } from 'node:timers/promises';

/** How long work that is done in steps may keep the process from other work. */
const SLICE_MS = 8;

/**
 * Goes through steps of a computation, giving way to the rest of the process between them.
 * @returns a function that runs one generator to its end and rejects with the signal's reason once that is aborted.
 */
export function createStepper(signal: AbortSignal): (steps: Iterable<void>) => Promise<void> {
  let pausedAt = performance.now();
  return async (steps) => {
    for (const _step of steps) {
      if (performance.now() - pausedAt < SLICE_MS) continue;
      await breathe();
      signal.throwIfAborted();
      pausedAt = performance.now();
    }
  };
}
