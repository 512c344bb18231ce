export type { Kv } from './kv';
