import { applyBeat } from '@/lib/ads/beats/apply-beat';
import { BEAT_SCRIPT, DROP_SCRIPT, END_SCRIPT, LOAD_SCRIPT } from '@/lib/ads/beats/beat-script';
import { beatCount, type BeatCount } from '@/lib/ads/beats/state';
import type { Kv } from '@/lib/redis';

/** A store that instances share, in this process: the scripts' rules by name, and the faults of a real one. */
export interface SharedBeats {
  /** What one more instance would have of it. */
  kv(): Kv;
  /** Everything is gone, as after FLUSHALL. */
  flush(): void;
  /** What it holds, to be put back later: a replica that fell behind, or an old dump. */
  dump(): Map<string, string>;
  restore(dump: Map<string, string>): void;
  /** `away` fails every command, `read-only` those that write, `late` does them and says it did not. */
  mode: 'well' | 'away' | 'read-only' | 'late';
  /** Commands so far. */
  asked: number;
}

/** A store that this instance can do nothing with: every beat is counted in the database. */
export function noStore(): Kv {
  const refuse = async (): Promise<never> => {
    throw new Error('there is no store');
  };
  return {
    mode: 'redis',
    get: refuse,
    set: refuse,
    delete: refuse,
    increment: refuse,
    ping: refuse,
    close: async () => {},
  };
}

/** What stands there, null where it is no count: the scripts cannot read that either. */
function readable(stored: string | undefined): BeatCount | null {
  try {
    return beatCount.parse(JSON.parse(stored ?? ''));
  } catch {
    return null;
  }
}

function runScript(
  values: Map<string, string>,
  text: string,
  key: string,
  given: readonly (string | number)[],
): unknown {
  const count = readable(values.get(key));
  const save = () => void values.set(key, JSON.stringify(count));
  switch (text) {
    case BEAT_SCRIPT: {
      const [userId, viewId, positionMs, visible, event, nowMs, oldest] = given;
      if (!count || count.epoch < Number(oldest)) return ['absent'];
      const applied = applyBeat(count, {
        ...{ sessionId: '', userId: String(userId), viewId: String(viewId), positionMs: Number(positionMs) },
        ...{
          visible: visible === 1,
          event: event === 'granted' || event === 'closed' ? event : null,
          nowMs: Number(nowMs),
        },
      });
      if (applied.outcome !== 'counted') return [applied.outcome];
      save();
      return ['counted', JSON.stringify(count), applied.due ? 1 : 0];
    }
    case LOAD_SCRIPT:
      if (count && (count.ended !== '' || count.epoch >= Number(given[1]))) return 0;
      values.set(key, String(given[0]));
      return 1;
    case DROP_SCRIPT:
      if (count && count.epoch <= Number(given[0])) values.delete(key);
      return 0;
    case END_SCRIPT:
      if (count) count.ended = 'ended';
      if (count) save();
      return 0;
    default:
      throw new Error('a script that nobody knows here');
  }
}

export function createSharedBeats(): SharedBeats {
  let values = new Map<string, string>();
  const shared: SharedBeats = {
    mode: 'well',
    asked: 0,
    flush: () => values.clear(),
    dump: () => new Map(values),
    restore: (dump) => {
      values = new Map(dump);
    },
    kv: () => ({
      ...noStore(),
      get: async (key) => {
        shared.asked++;
        if (shared.mode === 'away') throw new Error('the store is away');
        return values.get(key) ?? null;
      },
      set: async (key, value) => {
        values.set(key, value);
        return true;
      },
      script: async (text, [key = ''], given) => {
        shared.asked++;
        if (shared.mode === 'away') throw new Error('the store is away');
        if (shared.mode === 'read-only') throw new Error("READONLY You can't write against a read only replica.");
        const answer = runScript(values, text, key, given);
        if (shared.mode === 'late') throw new Error('Command timed out');
        return answer;
      },
    }),
  };
  return shared;
}
