import type { Log } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Kv } from '@/lib/redis';
import { createLocalLimiter } from './local';
import { policyOf, type LimitedPolicy, type PolicyName } from './policies';
import { createSharedLimiter } from './shared';
import { limitsEnabled } from './switch';

export interface Limiter {
  /**
   * Counts one request of `subject`.
   * @throws AppError rate_limited with the seconds to wait.
   */
  assert(policy: PolicyName, subject: string): Promise<void>;
  /** Forgets what was counted, as after a right password. */
  reset(policy: LimitedPolicy, subject: string): Promise<void>;
}

export interface LimiterOptions {
  kv: Pick<Kv, 'client'>;
  log: Pick<Log, 'warn'>;
}

/** A store that failed is left alone this long, so that one outage does not slow every request. */
const STORE_PAUSE_MS = 2_000;

export function tooMany(retryAfterSeconds: number): AppError {
  return new AppError('rate_limited', `Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
    retryAfterSeconds,
  });
}

/** Shared counts where a store is configured, this process's own otherwise and while the store fails. */
export function createLimiter({ kv, log }: LimiterOptions): Limiter {
  const local = createLocalLimiter();
  const shared = kv.client ? createSharedLimiter(kv.client) : null;
  let pausedUntil = 0;

  const consume = async (name: LimitedPolicy, subject: string): Promise<number | null> => {
    const policy = policyOf(name);
    if (!shared || policy.localOnly) return local.consume(name, subject);
    if (Date.now() >= pausedUntil) {
      try {
        return await shared.consume(name, subject);
      } catch (error) {
        pausedUntil = Date.now() + STORE_PAUSE_MS;
        log.warn({ err: error, policy: name }, 'the rate limit store failed');
      }
    }
    return policy.onStoreFailure === 'local' ? local.consume(name, subject) : null;
  };

  return {
    assert: async (name, subject) => {
      if (name === 'none' || (!limitsEnabled() && !policyOf(name).always)) return;
      const wait = await consume(name, subject);
      if (wait !== null) throw tooMany(wait);
    },
    reset: async (name, subject) => {
      await local.reset(name, subject);
      if (Date.now() >= pausedUntil) await shared?.reset(name, subject).catch(() => undefined);
    },
  };
}
