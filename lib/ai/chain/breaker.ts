import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';
import type { AttemptOutcome } from '../types';
import { BREAKER, breakerVerdict } from './breaker-policy';
import { createBreakerStore, type BreakerStore, type Shut } from './breaker-store';

export type Pass =
  | { allowed: true; report(outcome: AttemptOutcome, retryAfterMs?: number): void }
  | { allowed: false; outcome: 'breaker_open' | 'rate_limited'; retryAtMs: number };

/** One breaker per model, shared through the store: closed, open, or half-open with one probe. */
export interface Breakers {
  /** At once while all is well; asks the store only for a model new to this process and for the probe. */
  enter(model: string): Pass | Promise<Pass>;
  /** As this process knows it; asks nobody. */
  state(model: string): BreakerState;
}

export interface BreakerState {
  state: 'closed' | 'open' | 'half_open';
  rateLimitedUntilMs: number | null;
}

/** What this process knows of one model between two looks at the store. */
interface Mirror {
  shut: Shut | undefined;
  failures: number;
  firstFailureMs: number;
  lookedAtMs: number;
  /** Counts our own changes, so that an older answer of the store does not undo them. */
  version: number;
  probing: boolean;
}

export interface BreakerParts {
  kv: Kv;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
}

class ModelBreaker {
  private readonly mirror: Mirror = {
    shut: undefined,
    failures: 0,
    firstFailureMs: 0,
    lookedAtMs: 0,
    version: 0,
    probing: false,
  };

  /** Failures the others have not heard of yet, and whether they have heard of any since the last success. */
  private untold = 0;
  private hasTold = false;
  private firstLook: Promise<void> | undefined;
  private isReady = false;

  constructor(
    private readonly model: string,
    private readonly store: BreakerStore,
    private readonly parts: BreakerParts,
  ) {}

  private now(): number {
    return this.parts.clock.now().getTime();
  }

  enter(): Pass | Promise<Pass> {
    const now = this.now();
    if (!this.isReady) {
      // Nothing is known yet: every run waits for the same first look.
      this.firstLook ??= this.look(now).then(() => void (this.isReady = true));
      return this.firstLook.then(() => this.decide(this.now()));
    }
    if (now - this.mirror.lookedAtMs >= BREAKER.mirrorMs) void this.look(now);
    return this.decide(now);
  }

  state(): BreakerState {
    const { shut } = this.mirror;
    const isDue = !shut || this.now() >= shut.untilMs;
    if (shut?.because === 'failures') return { state: isDue ? 'half_open' : 'open', rateLimitedUntilMs: null };
    return { state: 'closed', rateLimitedUntilMs: isDue ? null : shut.untilMs };
  }

  private async look(now: number): Promise<void> {
    this.mirror.lookedAtMs = now;
    const { version } = this.mirror;
    const shared = await this.store.read(this.model);
    if (shared === undefined || version !== this.mirror.version) return;
    this.mirror.shut = shared ?? undefined;
  }

  private decide(now: number): Pass | Promise<Pass> {
    const { shut } = this.mirror;
    if (!shut) return this.pass(false);
    if (now < shut.untilMs) {
      const outcome = shut.because === 'rate_limit' ? 'rate_limited' : 'breaker_open';
      return { allowed: false, outcome, retryAtMs: shut.untilMs };
    }
    return shut.because === 'rate_limit' ? this.pass(false) : this.probe(now);
  }

  private async probe(now: number): Promise<Pass> {
    const refused: Pass = { allowed: false, outcome: 'breaker_open', retryAtMs: now + BREAKER.mirrorMs };
    const { mirror, store } = this;
    if (mirror.probing) return refused;
    mirror.probing = true;
    // Without the store this process still sends one probe at a time.
    const ours = (await store.claimProbe(this.model)) ?? true;
    // Another instance's probe may have ended since our last look: then its word counts, and ours is not needed.
    if (ours) await this.look(now);
    if (ours && mirror.shut?.because === 'failures' && this.now() >= mirror.shut.untilMs) return this.pass(true);
    mirror.probing = false;
    if (!ours) return refused;
    store.releaseProbe(this.model);
    return this.decide(this.now());
  }

  private pass(isProbe: boolean): Pass {
    let reported = false;
    return {
      allowed: true,
      report: (outcome, retryAfterMs) => {
        if (reported) return;
        reported = true;
        this.take(outcome, isProbe, retryAfterMs);
        if (!isProbe) return;
        this.mirror.probing = false;
        this.store.releaseProbe(this.model);
      },
    };
  }

  private take(outcome: AttemptOutcome, isProbe: boolean, retryAfterMs: number | undefined): void {
    switch (breakerVerdict(outcome)) {
      case 'success':
        return this.close(isProbe);
      case 'failure':
        return isProbe ? this.open(outcome) : this.count(outcome);
      case 'trip':
        return this.open(outcome);
      case 'cool': {
        const wait = Math.min(retryAfterMs ?? BREAKER.coolDownMs, BREAKER.maxCoolDownMs);
        return this.shut({ because: 'rate_limit', untilMs: this.now() + wait, opens: 0 });
      }
      case 'neutral':
        return;
    }
  }

  private close(isProbe: boolean): void {
    const { mirror } = this;
    // A call that began before the breaker opened proves nothing about now.
    if (mirror.shut?.because === 'failures' && !isProbe) return;
    this.untold = 0;
    mirror.failures = 0;
    const { hasTold } = this;
    this.hasTold = false;
    // Nothing is shut as far as we know: what another instance has shut meanwhile stays so.
    if (!mirror.shut) return hasTold ? this.store.forgetFailures(this.model) : undefined;
    mirror.shut = undefined;
    mirror.version += 1;
    this.store.clear(this.model);
  }

  private count(outcome: AttemptOutcome): void {
    const { mirror } = this;
    const now = this.now();
    if (now - mirror.firstFailureMs > BREAKER.windowMs) {
      mirror.firstFailureMs = now;
      mirror.failures = 0;
    }
    mirror.failures += 1;
    if (mirror.failures >= BREAKER.failures) return this.open(outcome);
    this.untold += 1;
    // One alone opens nothing. Of a provider that fails now and then, the others need not hear each time.
    if (mirror.failures > 1) void this.tellFailures(outcome);
  }

  private async tellFailures(outcome: AttemptOutcome): Promise<void> {
    const { untold } = this;
    this.untold = 0;
    this.hasTold = true;
    const total = await this.store.countFailures(this.model, untold);
    if (total !== undefined && total >= BREAKER.failures && this.mirror.failures > 0) this.open(outcome);
  }

  private open(outcome: AttemptOutcome): void {
    const before = this.mirror.shut?.because === 'failures' ? this.mirror.shut : undefined;
    const now = this.now();
    // Calls that were under way when it opened do not open it further.
    if (before && now < before.untilMs) return;
    const opens = (before?.opens ?? 0) + 1;
    const openMs = Math.min(BREAKER.openMs * 2 ** (opens - 1), BREAKER.maxOpenMs);
    this.parts.log.warn({ model: this.model, outcome, openMs }, 'breaker opened');
    this.mirror.failures = 0;
    this.untold = 0;
    this.shut({ because: 'failures', untilMs: now + openMs, opens });
  }

  private shut(shut: Shut): void {
    this.mirror.shut = shut;
    this.mirror.version += 1;
    this.store.write(this.model, shut, this.now());
  }
}

export function createBreakers(parts: BreakerParts): Breakers {
  const store = createBreakerStore(parts.kv, (error) => parts.log.warn({ err: error }, 'breaker state is not shared'));
  const breakers = new Map<string, ModelBreaker>();
  return {
    enter(model) {
      let breaker = breakers.get(model);
      if (!breaker) breakers.set(model, (breaker = new ModelBreaker(model, store, parts)));
      return breaker.enter();
    },
    state: (model) => breakers.get(model)?.state() ?? { state: 'closed', rateLimitedUntilMs: null },
  };
}
