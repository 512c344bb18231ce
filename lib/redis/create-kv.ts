import type { Env } from '@/lib/env';
import type { Kv } from './kv';
import { createMemoryKv } from './memory-kv';
import { createRedisKv } from './redis-kv';
import { openRest, openTcp } from './requester';

export type KvEnv = Pick<Env, 'REDIS_URL' | 'UPSTASH_REDIS_REST_URL' | 'UPSTASH_REDIS_REST_TOKEN'>;

/** The configured store: TCP before REST, in process when nothing is set. A store that is down does not stop the hub. */
export async function createKv(env: KvEnv, onError?: (error: Error) => void): Promise<Kv> {
  if (env.REDIS_URL) return createRedisKv('redis', await openTcp(env.REDIS_URL, onError));
  if (env.UPSTASH_REDIS_REST_URL && env.UPSTASH_REDIS_REST_TOKEN) {
    return createRedisKv('upstash', openRest(env.UPSTASH_REDIS_REST_URL, env.UPSTASH_REDIS_REST_TOKEN));
  }
  return createMemoryKv();
}
