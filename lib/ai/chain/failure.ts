import type { AttemptOutcome } from '../types';

export interface Failure {
  outcome: Exclude<AttemptOutcome, 'succeeded'>;
  httpStatus?: number;
  /** How long the provider asked us to stay away. */
  retryAfterMs?: number;
}

/** A failed call whose class is already known; everything else goes through `classify`. */
export class CallFailure extends Error implements Failure {
  readonly outcome: Failure['outcome'];
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.outcome, { cause });
    this.name = 'CallFailure';
    this.outcome = failure.outcome;
    if (failure.httpStatus !== undefined) this.httpStatus = failure.httpStatus;
    if (failure.retryAfterMs !== undefined) this.retryAfterMs = failure.retryAfterMs;
  }
}
