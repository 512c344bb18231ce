import { LRUCache } from 'lru-cache';
import { applyBeat } from './apply-beat';
import type { LiveStore } from './live-store';
import type { BeatCount } from './state';

/** Writing all counts of a process is one statement, and a process that dies takes this much with it. */
const BEHIND_MS = 5_000;
const MAX_SESSIONS = 20_000;

/** Counts of a process that is alone on its database. */
export function createMemoryStore(): LiveStore {
  const counts = new LRUCache<string, BeatCount>({ max: MAX_SESSIONS });
  return {
    behindMs: BEHIND_MS,
    beat: async (beat, oldestEpoch) => {
      const count = counts.get(beat.sessionId);
      if (!count || count.epoch < oldestEpoch) return 'absent';
      const applied = applyBeat(count, beat);
      return applied.outcome === 'counted' ? { ...applied, count: structuredClone(count) } : applied;
    },
    load: async (sessionId, count) => {
      const old = counts.get(sessionId);
      if (old && (old.ended !== '' || old.epoch >= count.epoch)) return;
      counts.set(sessionId, structuredClone(count));
    },
    read: async (sessionId) => {
      const count = counts.get(sessionId);
      return count ? structuredClone(count) : null;
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
