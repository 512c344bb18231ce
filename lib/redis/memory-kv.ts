import { LRUCache } from 'lru-cache';
import type { Kv } from './kv';

const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_KEYS = 100_000;

/** A Kv of this process alone: bounded in keys and size, the least used leaves first. */
export function createMemoryKv(): Kv {
  const cache = new LRUCache<string, string>({
    max: MAX_KEYS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  return {
    mode: 'memory',
    get: async (key) => cache.get(key) ?? null,
    set: async (key, value, { ttlMs, onlyIfAbsent } = {}) => {
      if (onlyIfAbsent && cache.has(key)) return false;
      cache.set(key, value, { ttl: ttlMs });
      return true;
    },
    delete: async (key) => {
      cache.delete(key);
    },
    increment: async (key, by, ttlMs) => {
      const earlier = cache.get(key);
      const value = Number(earlier ?? 0) + by;
      cache.set(key, String(value), earlier === undefined ? { ttl: ttlMs } : { noUpdateTTL: true });
      return value;
    },
    ping: async () => {},
    close: async () => cache.clear(),
  };
}
