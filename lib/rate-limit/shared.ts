import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from '@upstash/redis';
import { policyOf, type LimitedPolicy } from './policies';

/** Counts in the store that instances share. */
export interface SharedLimiter {
  /** Seconds to wait, or null when the request may pass. Throws when the store did not answer. */
  consume(policy: LimitedPolicy, subject: string): Promise<number | null>;
  reset(policy: LimitedPolicy, subject: string): Promise<void>;
}

export function createSharedLimiter(redis: Redis): SharedLimiter {
  const limiters = new Map<LimitedPolicy, Ratelimit>();
  const of = (name: LimitedPolicy): Ratelimit => {
    let limiter = limiters.get(name);
    if (!limiter) {
      const { points, windowSeconds } = policyOf(name);
      limiter = new Ratelimit({
        redis,
        limiter: Ratelimit.slidingWindow(points, `${windowSeconds} s`),
        prefix: `limit:${name}`,
        // Each of its commands ends by itself, see REDIS_TIMEOUT_MS.
        timeout: 0,
      });
      limiters.set(name, limiter);
    }
    return limiter;
  };
  return {
    consume: async (policy, subject) => {
      const answer = await of(policy).limit(subject);
      return answer.success ? null : Math.max(1, Math.ceil((answer.reset - Date.now()) / 1_000));
    },
    reset: async (policy, subject) => of(policy).resetUsedTokens(subject),
  };
}
