/** What one process knows of one job. */
export interface JobState {
  runs: number;
  failures: number;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
}

/** Counts turns of jobs for the metrics of this process; in a cluster each instance counts its own. */
export interface JobStats {
  record(job: string, at: Date, ok: boolean): void;
  all(): [job: string, state: JobState][];
}

export function createJobStats(): JobStats {
  const states = new Map<string, JobState>();
  return {
    record: (job, at, ok) => {
      const state = states.get(job) ?? { runs: 0, failures: 0, lastSuccessAt: null, lastFailureAt: null };
      states.set(job, {
        runs: state.runs + 1,
        failures: state.failures + (ok ? 0 : 1),
        lastSuccessAt: ok ? at : state.lastSuccessAt,
        lastFailureAt: ok ? state.lastFailureAt : at,
      });
    },
    all: () => [...states],
  };
}
