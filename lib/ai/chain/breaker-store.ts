import type { Kv } from '@/lib/redis';
import { BREAKER } from './breaker-policy';

/** Why and until when a model is left alone; `untilMs` by the wall clock. */
export interface Shut {
  because: 'failures' | 'rate_limit';
  untilMs: number;
  /** How often it opened in a row. */
  opens: number;
}

/** The shared part of the breakers. Every method falls back to `undefined`/its default when the store is away. */
export interface BreakerStore {
  /** null: nothing is shut. undefined: the store did not answer. */
  read(model: string): Promise<Shut | null | undefined>;
  write(model: string, shut: Shut, nowMs: number): void;
  /** Adds so many; answers the count of failures over all instances. */
  countFailures(model: string, failures: number): Promise<number | undefined>;
  forgetFailures(model: string): void;
  /** It is open for all again. */
  clear(model: string): void;
  /** Whether the one probe is ours. */
  claimProbe(model: string): Promise<boolean | undefined>;
  releaseProbe(model: string): void;
}

/** Kept beyond its end, so that the others know that a probe is due. */
const LINGER_MS = 600_000;

function parseShut(text: string | null): Shut | null {
  if (!text) return null;
  try {
    const value = JSON.parse(text) as Partial<Shut>;
    if (typeof value.untilMs !== 'number' || typeof value.opens !== 'number') return null;
    return {
      because: value.because === 'rate_limit' ? 'rate_limit' : 'failures',
      untilMs: value.untilMs,
      opens: value.opens,
    };
  } catch {
    return null;
  }
}

export function createBreakerStore(kv: Kv, onTrouble: (error: unknown) => void): BreakerStore {
  const stateKey = (model: string) => `ai:breaker:${model}`;
  const countKey = (model: string) => `ai:breaker-failures:${model}`;
  const probeKey = (model: string) => `ai:breaker-probe:${model}`;
  const bounded = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, BREAKER.storeMs, undefined);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      onTrouble(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  const inBackground = (work: () => Promise<unknown>) => void bounded(work);
  return {
    read: async (model) => {
      const text = await bounded(() => kv.get(stateKey(model)));
      return text === undefined ? undefined : parseShut(text);
    },
    write: (model, shut, nowMs) =>
      inBackground(() =>
        kv.set(stateKey(model), JSON.stringify(shut), { ttlMs: Math.max(1, shut.untilMs - nowMs) + LINGER_MS }),
      ),
    countFailures: (model, failures) => bounded(() => kv.increment(countKey(model), failures, BREAKER.windowMs)),
    forgetFailures: (model) => inBackground(() => kv.delete(countKey(model))),
    clear: (model) => inBackground(() => Promise.all([kv.delete(stateKey(model)), kv.delete(countKey(model))])),
    claimProbe: (model) => bounded(() => kv.set(probeKey(model), '1', { ttlMs: BREAKER.probeMs, onlyIfAbsent: true })),
    releaseProbe: (model) => inBackground(() => kv.delete(probeKey(model))),
  };
}
