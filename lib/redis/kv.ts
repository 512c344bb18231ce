import type { Redis } from '@upstash/redis';
import type { Messages } from './messages';

/**
 * The few Redis commands the hub needs, over TCP, Upstash REST or in process.
 * Values are strings. Losing everything here may slow people down; it never changes a balance.
 */
export interface Kv {
  /** 'memory' serves one instance only. */
  readonly mode: 'memory' | 'redis' | 'upstash';
  /** The client of @upstash/redis on the same connection, for libraries that want one; absent in process. */
  readonly client?: Redis;
  /** The way to other instances; absent in process, where there are none. */
  readonly messages?: Messages;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options?: { ttlMs?: number; onlyIfAbsent?: boolean }): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Adds `by` and returns the new value; the time to live is set when the key is new. */
  increment(key: string, by: number, ttlMs: number): Promise<number>;
  /** Runs Lua in one step, sent by its hash where the store knows it; absent in process. Keys are in KEYS, the rest in ARGV. */
  script?(text: string, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown>;
  /** Round trip to the store; throws when it is not there. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
