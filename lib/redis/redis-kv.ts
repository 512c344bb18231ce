import { Redis } from '@upstash/redis';
import type { Kv } from './kv';
import type { Wire } from './requester';

/** Adds, and starts the clock of a key that is new, in one step. */
const INCREMENT = `local value = redis.call('INCRBY', KEYS[1], ARGV[1])
if value == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return value`;

/** A Kv over a store that instances share. Every command throws when the store is not there. */
export function createRedisKv(mode: 'redis' | 'upstash', wire: Wire): Kv {
  return {
    mode,
    client: new Redis(wire.requester),
    messages: {
      publish: async (channel, message) => {
        await wire.command(['PUBLISH', channel, message]);
      },
      subscribe: wire.subscribe,
    },
    get: async (key) => {
      const value = await wire.command(['GET', key]);
      return typeof value === 'string' ? value : null;
    },
    set: async (key, value, { ttlMs, onlyIfAbsent } = {}) => {
      const options = [...(ttlMs === undefined ? [] : ['PX', Math.ceil(ttlMs)]), ...(onlyIfAbsent ? ['NX'] : [])];
      return (await wire.command(['SET', key, value, ...options])) === 'OK';
    },
    delete: async (key) => {
      await wire.command(['DEL', key]);
    },
    increment: async (key, by, ttlMs) => Number(await wire.command(['EVAL', INCREMENT, 1, key, by, Math.ceil(ttlMs)])),
    ping: async () => {
      await wire.command(['PING']);
    },
    close: wire.close,
  };
}
