import { LRUCache } from 'lru-cache';
import { applyBeat } from './apply-beat';
import type { LiveStore } from './live-store';
import type { BeatCount } from './state';

/** A process that dies takes this much with it. */
const BEHIND_MS = 15_000;
const MAX_SESSIONS = 20_000;

/** A third of what structuredClone takes, for every beat. */
function copyOf(count: BeatCount): BeatCount {
  const views: BeatCount['views'] = {};
  for (const [id, view] of Object.entries(count.views)) views[id] = { ...view };
  return { ...count, rhythm: { ...count.rhythm }, views };
}

/** Counts of a process that is alone on its database. */
export function createMemoryStore(): LiveStore {
  // Bounded by size, each being one: with a bound of keys it would lay out room for all of them at once.
  const counts = new LRUCache<string, BeatCount>({ maxSize: MAX_SESSIONS, sizeCalculation: () => 1 });
  return {
    behindMs: BEHIND_MS,
    beat: async (beat, oldestEpoch) => {
      const count = counts.get(beat.sessionId);
      if (!count || count.epoch < oldestEpoch) return 'absent';
      const applied = applyBeat(count, beat);
      return applied.outcome === 'counted' ? { ...applied, count: copyOf(count) } : applied;
    },
    load: async (sessionId, count) => {
      const old = counts.get(sessionId);
      if (old && (old.ended !== '' || old.epoch >= count.epoch)) return;
      counts.set(sessionId, copyOf(count));
    },
    read: async (sessionId) => {
      const count = counts.get(sessionId);
      return count ? copyOf(count) : null;
    },
    drop: async (sessionId, epoch) => {
      const count = counts.get(sessionId);
      if (count && count.epoch <= epoch) counts.delete(sessionId);
    },
    end: async (sessionId) => {
      const count = counts.get(sessionId);
      if (count) count.ended = 'ended';
    },
  };
}
