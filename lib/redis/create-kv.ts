import type { Env } from '@/lib/env';
import type { Kv } from './kv';
import { createMemoryKv } from './memory-kv';
import { createRedisKv } from './redis-kv';
import { openRest, openTcp } from './requester';

export type KvEnv = Pick<Env, 'REDIS_URL' | 'UPSTASH_REDIS_REST_URL' | 'UPSTASH_REDIS_REST_TOKEN' | 'REDIS_TIMEOUT_MS'>;

/** The configured store: TCP before REST, in process when nothing is set. A store that is down does not stop the hub. */
export async function createKv(env: KvEnv, onError?: (error: Error) => void): Promise<Kv> {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: token, REDIS_TIMEOUT_MS } = env;
  if (REDIS_URL) return createRedisKv('redis', await openTcp(REDIS_URL, REDIS_TIMEOUT_MS, onError));
  if (restUrl && token) return createRedisKv('upstash', openRest(restUrl, token, REDIS_TIMEOUT_MS));
  return createMemoryKv();
}
