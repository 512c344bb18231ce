import type { Clock } from '@/lib/clock';

export interface ManualClock extends Clock {
  /** Moves on by `ms` milliseconds and returns the new time. */
  advance(ms: number): Date;
  set(moment: Date | string): void;
}

/** A clock that stands still until a test moves it. */
export function manualClock(start: Date | string = new Date()): ManualClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance: (ms) => new Date((now += ms)),
    set: (moment) => {
      now = new Date(moment).getTime();
    },
  };
}
