export { createKv, type KvEnv } from './create-kv';
export type { Kv } from './kv';
export { createMemoryKv } from './memory-kv';
export type { Messages } from './messages';
