import type { Redis } from '@upstash/redis';

/**
 * The few Redis commands the hub needs, over TCP, Upstash REST or in process.
 * Values are strings. Losing everything here may slow people down; it never changes a balance.
 */
export interface Kv {
  /** 'memory' serves one instance only. */
  readonly mode: 'memory' | 'redis' | 'upstash';
  /** The client of @upstash/redis on the same connection, for libraries that want one; absent in process. */
  readonly client?: Redis;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options?: { ttlMs?: number; onlyIfAbsent?: boolean }): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Adds `by` and returns the new value; the time to live is set when the key is new. */
  increment(key: string, by: number, ttlMs: number): Promise<number>;
  /** Round trip to the store; throws when it is not there. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
