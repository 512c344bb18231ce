import { createHash } from 'node:crypto';
import { Redis } from '@upstash/redis';
import type { Kv } from './kv';
import type { Wire } from './requester';

/** Adds, and starts the clock of a key that is new, in one step. */
const INCREMENT = `local value = redis.call('INCRBY', KEYS[1], ARGV[1])
if value == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return value`;

/** Lua by its hash, and once by its text where the store does not know it: after a restart, or before the first time. */
function scripts({ command }: Wire): NonNullable<Kv['script']> {
  const hashes = new Map<string, string>();
  return async (text, keys, values) => {
    const hash = hashes.get(text) ?? createHash('sha1').update(text).digest('hex');
    hashes.set(text, hash);
    const rest = [keys.length, ...keys, ...values];
    try {
      return await command(['EVALSHA', hash, ...rest]);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('NOSCRIPT'))) throw error;
      return command(['EVAL', text, ...rest]);
    }
  };
}

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
    script: scripts(wire),
    ping: async () => {
      await wire.command(['PING']);
    },
    close: wire.close,
  };
}
