import type { AttemptOutcome } from '../types';

export const BREAKER = {
  /** This many failures in a row, within the window, open it. */
  failures: 5,
  windowMs: 60_000,
  /** Doubled with every probe that fails, up to the maximum. */
  openMs: 15_000,
  maxOpenMs: 120_000,
  /** A probe of a process that died stops counting after this. */
  probeMs: 60_000,
  /** A 429 that names no time. */
  coolDownMs: 2_000,
  maxCoolDownMs: 60_000,
  /** How old the mirror of the shared state may get while runs go on. */
  mirrorMs: 1_000,
  /** The store may not hold a run for longer. */
  storeMs: 250,
} as const;

export type BreakerVerdict = 'success' | 'failure' | 'trip' | 'cool' | 'neutral';

/** What an outcome says about the provider. The user's own faults and wishes say nothing. */
export function breakerVerdict(outcome: AttemptOutcome): BreakerVerdict {
  switch (outcome) {
    case 'succeeded':
      return 'success';
    case 'rate_limited':
      return 'cool';
    // Every further call would fail in the same way.
    case 'unauthorized':
      return 'trip';
    case 'refused_connection':
    case 'timeout_connect':
    case 'timeout_first_content':
    case 'timeout_idle':
    case 'server_error':
    case 'bad_response':
    case 'too_large':
    case 'empty':
    case 'cut':
      return 'failure';
    // The chain's own deadline may have been eaten by another candidate.
    case 'timeout_total':
    case 'bad_request':
    case 'content_refused':
    case 'breaker_open':
    case 'spend_cap':
    case 'outrun':
    case 'cancelled':
      return 'neutral';
  }
}
