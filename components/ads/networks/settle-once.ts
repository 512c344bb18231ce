import { LOAD_TIMEOUT_MS, type AdWindow, type LoadOutcome } from './types';

export interface Settling {
  outcome: Promise<LoadOutcome>;
  /** The first word counts. */
  settle(outcome: LoadOutcome): void;
}

/** The answer to `load`: the first that comes, and `blocked` where none comes in time. */
export function settleOnce(window: AdWindow, timeoutMs = LOAD_TIMEOUT_MS): Settling {
  let settled = false;
  let tell: (outcome: LoadOutcome) => void = () => undefined;
  const outcome = new Promise<LoadOutcome>((resolve) => (tell = resolve));
  const settle = (answer: LoadOutcome) => {
    if (settled) return;
    settled = true;
    window.clearTimeout(timer);
    tell(answer);
  };
  const timer = window.setTimeout(() => settle('blocked'), timeoutMs);
  return { outcome, settle };
}
