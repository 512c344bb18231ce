import { LRUCache } from 'lru-cache';
import type { Kv } from './kv';

const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_KEYS = 100_000;

/** A Kv of this process alone: bounded in keys and size, the least used leaves first. */
export function createMemoryKv(): Kv {
  // Its own bound of keys would have it lay out room for all of them at once; by size alone it grows with what it holds.
  const cache = new LRUCache<string, string>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  const put = (key: string, value: string, options: { ttl?: number; noUpdateTTL?: true }) => {
    cache.set(key, value, options);
    if (cache.size > MAX_KEYS) cache.pop();
  };
  return {
    mode: 'memory',
    get: async (key) => cache.get(key) ?? null,
    set: async (key, value, { ttlMs, onlyIfAbsent } = {}) => {
      if (onlyIfAbsent && cache.has(key)) return false;
      put(key, value, { ttl: ttlMs });
      return true;
    },
    delete: async (key) => {
      cache.delete(key);
    },
    increment: async (key, by, ttlMs) => {
      const earlier = cache.get(key);
      const value = Number(earlier ?? 0) + by;
      put(key, String(value), earlier === undefined ? { ttl: ttlMs } : { noUpdateTTL: true });
      return value;
    },
    ping: async () => {},
    close: async () => cache.clear(),
  };
}
