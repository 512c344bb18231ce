import type { Log } from '@/lib/context';

/** Background work of one process. */
export interface Job {
  name: string;
  everyMs: number;
  run(): Promise<void>;
}

/**
 * Runs each job at once and then again and again; a job never overlaps itself, and one that fails leaves a line in the
 * log and is tried again at its next time. Timers keep no process alive. `stop` waits for what is under way.
 */
export function schedule(jobs: readonly Job[], log: Log): { stop(): Promise<void> } {
  const underWay = new Map<string, Promise<void>>();
  const turn = (job: Job) => {
    if (underWay.has(job.name)) return;
    const work = Promise.resolve()
      .then(() => job.run())
      .catch((error: unknown) => log.error({ job: job.name, err: error }, 'a background job failed'))
      .finally(() => underWay.delete(job.name));
    underWay.set(job.name, work);
  };
  const timers = jobs.map((job) => {
    turn(job);
    return setInterval(() => turn(job), job.everyMs).unref();
  });
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
