import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { POLICIES, policyOf, type LimitedPolicy } from './policies';

/** Counts in this process. */
export interface LocalLimiter {
  /** Seconds to wait, or null when the request may pass. */
  consume(policy: LimitedPolicy, subject: string): Promise<number | null>;
  reset(policy: LimitedPolicy, subject: string): Promise<void>;
}

export function createLocalLimiter(): LocalLimiter {
  const limiters = new Map(
    (Object.keys(POLICIES) as LimitedPolicy[]).map((name) => {
      const { points, windowSeconds } = policyOf(name);
      return [name, new RateLimiterMemory({ keyPrefix: name, points, duration: windowSeconds })];
    }),
  );
  const of = (policy: LimitedPolicy) => limiters.get(policy)!;
  return {
    consume: async (policy, subject) => {
      try {
        await of(policy).consume(subject);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      }
    },
    reset: async (policy, subject) => {
      await of(policy).delete(subject);
    },
  };
}
