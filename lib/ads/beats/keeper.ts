import { LRUCache } from 'lru-cache';
import type { Ctx } from '@/lib/context';
import type { LiveStore } from './live-store';
import { createMemoryStore } from './memory-store';
import { createRedisStore } from './redis-store';
import type { BeatCount } from './state';

/** What one process keeps of the beats it saw. */
export interface Keeper {
  /** Null where every beat is counted in the database. */
  store: LiveStore | null;
  /** Counts that the database does not have yet, and since when. */
  unwritten: Map<string, { count: BeatCount; sinceMs: number }>;
  /** What stood in the database when it was last looked at. */
  known: LRUCache<string, { epoch: number; seq: number }>;
  /** A store that failed is left alone until then, so that one outage does not slow every beat. */
  pausedUntil: number;
}

const PAUSE_MS = 2_000;
const MAX_KNOWN = 50_000;

const KEY = Symbol.for('megicai.beats');
/** On globalThis: routes and background work are bundles of their own in one process. */
const holder = globalThis as { [KEY]?: WeakMap<Ctx['kv'], Keeper> };

function storeOf({ kv }: Pick<Ctx, 'kv'>): LiveStore | null {
  if (kv.script) return createRedisStore(kv, kv.script);
  // Without a shared store a process is alone on its database.
  return kv.mode === 'memory' ? createMemoryStore() : null;
}

export function keeperOf(ctx: Pick<Ctx, 'kv'>): Keeper {
  holder[KEY] ??= new WeakMap();
  const found = holder[KEY].get(ctx.kv);
  if (found) return found;
  const keeper: Keeper = {
    store: storeOf(ctx),
    unwritten: new Map(),
    // Bounded by size, each being one: with a bound of keys it would lay out room for all of them at once.
    known: new LRUCache({ maxSize: MAX_KNOWN, sizeCalculation: () => 1 }),
    pausedUntil: 0,
  };
  holder[KEY].set(ctx.kv, keeper);
  return keeper;
}

/** Asks the store; undefined where there is none, or it does not answer: the database is asked instead. */
export async function askStore<T>(ctx: Pick<Ctx, 'log'>, keeper: Keeper, work: (store: LiveStore) => Promise<T>) {
  if (!keeper.store || Date.now() < keeper.pausedUntil) return undefined;
  try {
    return await work(keeper.store);
  } catch (error) {
    keeper.pausedUntil = Date.now() + PAUSE_MS;
    ctx.log.warn({ err: error }, 'the store of beats failed');
    return undefined;
  }
}
