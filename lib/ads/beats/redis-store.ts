import type { Ctx } from '@/lib/context';
import { BEAT_SCRIPT, DROP_SCRIPT, END_SCRIPT, LOAD_SCRIPT } from './beat-script';
import type { LiveStore } from './live-store';
import { beatCount, type BeatCount, type Refusal } from './state';

const BEHIND_MS = 30_000;
/** A little longer than the session itself: its end is told from its own time. */
const LINGER_MS = 60_000;
/** How long word of an end is kept; the database knows it for ever. */
const ENDED_MS = 3_600_000;

/** What stands in a store is not taken on trust: null where it is no count, which is as good as none. */
function countOf(text: string | null): BeatCount | null {
  if (text === null) return null;
  try {
    return beatCount.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const keyOf = (sessionId: string) => `ads:beats:${sessionId}`;

/** Counts that instances share. `script` is the Kv's. */
export function createRedisStore(kv: Pick<Ctx['kv'], 'get'>, script: NonNullable<Ctx['kv']['script']>): LiveStore {
  return {
    behindMs: BEHIND_MS,
    beat: async ({ sessionId, userId, viewId, positionMs, visible, event, nowMs }, oldestEpoch) => {
      const answer = await script(
        BEAT_SCRIPT,
        [keyOf(sessionId)],
        [userId, viewId, positionMs, visible ? 1 : 0, event ?? '', nowMs, oldestEpoch],
      );
      const [outcome, text, due] = answer as [Refusal | 'absent' | 'counted', string, number];
      if (outcome === 'absent') return outcome;
      if (outcome !== 'counted') return { outcome };
      const count = countOf(text);
      return count ? { outcome, count, due: Number(due) === 1 } : 'absent';
    },
    load: async (sessionId, count, nowMs) => {
      const lifeMs = Math.max(1, count.expiresAt - nowMs) + LINGER_MS;
      await script(LOAD_SCRIPT, [keyOf(sessionId)], [JSON.stringify(count), count.epoch, lifeMs]);
    },
    read: async (sessionId) => countOf(await kv.get(keyOf(sessionId))),
    drop: async (sessionId, epoch) => {
      await script(DROP_SCRIPT, [keyOf(sessionId)], [epoch]);
    },
    end: async (sessionId) => {
      await script(END_SCRIPT, [keyOf(sessionId)], [ENDED_MS]);
    },
  };
}
