import type { Clock } from '@/lib/clock';
import { breakerVerdict } from '../chain/breaker-policy';
import type { BreakerState, Breakers } from '../chain/breaker';
import type { AttemptOutcome, ModelHealth } from '../types';
import { createSamples, type Samples } from './samples';

/** How the models have been doing lately, as far as this process has seen. */
export interface Health {
  /**
   * One call has ended. `firstContentMs`: from its start to its first content, where there was any; of a call that was
   * outrun, how long it had been silent.
   */
  record(model: string, outcome: AttemptOutcome, firstContentMs?: number): void;
  /** The slowest twentieth of a model's usual time to first content; null where too little is known. */
  p95Ms(model: string): number | null;
  all(): ReadonlyMap<string, ModelHealth>;
}

/** One model's state, read when somebody looks: nothing is computed for calls that nobody asks about. */
class LiveHealth implements ModelHealth {
  readonly log: Samples = createSamples();

  constructor(
    readonly model: string,
    private readonly clock: Clock,
    private readonly stateOf: (model: string) => BreakerState,
  ) {}

  private reading() {
    return this.log.read(this.clock.now().getTime());
  }

  get samples() {
    return this.reading().samples;
  }

  get medianMs() {
    return this.reading().medianMs;
  }

  get p95Ms() {
    return this.reading().p95Ms;
  }

  get failureShare() {
    return this.reading().failureShare;
  }

  get breaker() {
    return this.stateOf(this.model).state;
  }

  get rateLimitedUntilMs() {
    return this.stateOf(this.model).rateLimitedUntilMs;
  }
}

/** Whether the provider failed; undefined where the call says nothing about it. */
function verdictOf(outcome: AttemptOutcome): boolean | undefined {
  switch (breakerVerdict(outcome)) {
    case 'success':
      return false;
    case 'failure':
    case 'trip':
    case 'cool':
      return true;
    case 'neutral':
      return undefined;
  }
}

export function createHealth({ clock, breakers }: { clock: Clock; breakers: Pick<Breakers, 'state'> }): Health {
  const seen = new Map<string, LiveHealth>();
  return {
    record(model, outcome, firstContentMs) {
      const isBound = outcome === 'outrun';
      const failed = isBound ? false : verdictOf(outcome);
      if (failed === undefined) return;
      let health = seen.get(model);
      if (!health) seen.set(model, (health = new LiveHealth(model, clock, (id) => breakers.state(id))));
      if (failed || firstContentMs !== undefined)
        health.log.add(clock.now().getTime(), failed ? undefined : firstContentMs, isBound);
    },
    p95Ms: (model) => seen.get(model)?.p95Ms ?? null,
    all: () => seen,
  };
}
