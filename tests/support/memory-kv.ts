import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';

/** A Kv on the test's own clock, so that times to live can be tested without waiting. */
export function memoryKv(clock: Clock): Kv {
  const entries = new Map<string, { value: string; expiresAt: number }>();
  const read = (key: string) => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt > clock.now().getTime()) return entry;
    entries.delete(key);
    return undefined;
  };
  const expiry = (ttlMs?: number) => (ttlMs === undefined ? Infinity : clock.now().getTime() + ttlMs);
  return {
    mode: 'memory',
    get: async (key) => read(key)?.value ?? null,
    set: async (key, value, options = {}) => {
      if (options.onlyIfAbsent && read(key)) return false;
      entries.set(key, { value, expiresAt: expiry(options.ttlMs) });
      return true;
    },
    delete: async (key) => void entries.delete(key),
    increment: async (key, by, ttlMs) => {
      const entry = read(key);
      const next = Number(entry?.value ?? 0) + by;
      entries.set(key, { value: String(next), expiresAt: entry?.expiresAt ?? expiry(ttlMs) });
      return next;
    },
    ping: async () => {},
    close: async () => {},
  };
}
