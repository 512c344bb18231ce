import { createLiveRun, type LiveRun } from './live-run';

/** The runs of this process: those under way, and for a minute those that ended, so that late readers find them. */
export interface LiveRuns {
  open(runId: string, userId: string): LiveRun;
  get(runId: string): LiveRun | undefined;
  /** Those that have not ended. */
  active(): LiveRun[];
  /** Lets go of an ended run before its time: it was deleted. */
  forget(runId: string): void;
}

export interface LiveRunsOptions {
  /** How long an ended run stays here; the database has it anyway. */
  keepMs?: number;
  /** At most so many ended runs, however busy the minute was. */
  maxEnded?: number;
  now?: () => number;
}

export function createLiveRuns({ keepMs = 60_000, maxEnded = 1_000, now = Date.now }: LiveRunsOptions = {}): LiveRuns {
  const active = new Map<string, LiveRun>();
  /** In the order they ended. */
  const ended = new Map<string, { run: LiveRun; at: number }>();

  const forgetOld = () => {
    for (const [id, { at }] of ended) {
      if (ended.size <= maxEnded && now() - at < keepMs) return;
      ended.delete(id);
    }
  };

  return {
    open(runId, userId) {
      const run = createLiveRun(runId, userId, () => {
        active.delete(runId);
        ended.set(runId, { run, at: now() });
        forgetOld();
      });
      active.set(runId, run);
      return run;
    },
    get(runId) {
      forgetOld();
      return active.get(runId) ?? ended.get(runId)?.run;
    },
    active: () => [...active.values()],
    forget: (runId) => void ended.delete(runId),
  };
}
