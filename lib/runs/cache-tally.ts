/** Where the answer of a run came from. */
export type CacheHit = 'own' | 'shared' | 'joined' | 'none';

export type CacheTally = Readonly<Record<CacheHit, number>>;

const TALLY = Symbol.for('megicai.cacheTally');
const holder = globalThis as { [TALLY]?: Record<CacheHit, number> };

function tally(): Record<CacheHit, number> {
  return (holder[TALLY] ??= { own: 0, shared: 0, joined: 0, none: 0 });
}

/** Counts a run that has begun in this process, however it will end. */
export function countCacheHit(hit: CacheHit): void {
  tally()[hit]++;
}

/** What this process has counted since it started. */
export function cacheTally(): CacheTally {
  return { ...tally() };
}
