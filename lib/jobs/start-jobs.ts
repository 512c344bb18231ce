import { flushBeats } from '@/lib/ads';
import { runBatches, runDelayed } from '@/lib/batches';
import { tidy } from '@/lib/db';
import { NOT_ASKED } from '@/lib/format';
import type { Ctx } from '@/lib/context';
import { endOrphanRuns } from '@/lib/tools';
import { beat, sayGoodbye } from './heartbeat';
import type { Job } from './job';
import { createJobStats, type JobStats } from './job-stats';
import { JOBS } from './job-table';
import { openJobQueue } from './queue';
import { schedule, type Turn } from './schedule';

/** What jobs need of the process's services: a context without a caller. */
export type JobServices = Omit<Ctx, 'actor' | 'requestId' | 'address' | 'device' | 'country' | 'consent'>;

export interface Jobs {
  /** Ends the timers, waits for what is under way, and marks this instance as stopped. */
  stop(): Promise<void>;
}

export interface StartJobsInput {
  services: JobServices;
  /** The database server: jobs are then done once in the cluster. Without it this process does them all. */
  databaseUrl?: string | undefined;
  stats?: JobStats;
  jobs?: readonly Job[];
}

const HEARTBEAT_MS = 10_000;
const OWN_RUNS_MS = 15_000;
/** How soon rows are begun that another process has left, or whose pause is over. */
const BATCHES_MS = 2_000;
/** How soon a batch is handed to the provider that does it as one job. */
const BATCH_JOBS_MS = 5_000;
/**
 * How often it is looked which counts of ad views the database should know by now. Often and few at a time: what is written
 * in one statement keeps everybody waiting where the database is embedded.
 */
const BEATS_MS = 1_000;
/** One table at a time, so more often than a server's autovacuum looks. */
const TIDY_MS = 10_000;
/** How soon another instance's look at a provider's list is known here; an old one is asked for anew. */
const LISTS_MS = 60_000;
/** A slot is asked for so many times by each instance: a timer that drifts or an instance that dies loses none. */
const ASKS_PER_SLOT = 3;
const LONGEST_ASK_MS = 300_000;

function jobCtx(services: JobServices, job: string): Ctx {
  const { db, kv, clock, ids, log, settings, ai, files, live, instanceId, sign, adAccounts } = services;
  return {
    ...{ db, kv, clock, ids, log, settings, ai, files, live, instanceId, sign, adAccounts },
    actor: { type: 'system', job },
    requestId: `job-${ids.uuid()}`,
    address: null,
    device: null,
    country: null,
    consent: NOT_ASKED,
  };
}

/**
 * Starts the background work of this process, each job once at once. Embedded, all of it runs here by timers. With a
 * database server timers only ask for the turn of the present slot, and whichever instance is first takes it.
 */
export function startJobs({ services, databaseUrl, stats = createJobStats(), jobs = JOBS }: StartJobsInput): Jobs {
  const { log, clock } = services;
  const perform = async (name: string, work: (ctx: Ctx) => Promise<unknown>): Promise<void> => {
    try {
      await work(jobCtx(services, name));
      stats.record(name, clock.now(), true);
    } catch (error) {
      stats.record(name, clock.now(), false);
      log.error({ job: name, err: error }, 'a background job failed');
      throw error;
    }
  };
  const run = (job: Job) => perform(job.name, job.work);
  const queue = databaseUrl ? openJobQueue({ url: databaseUrl, jobs, run, log }) : null;
  const turns = jobs.map((job): Turn => {
    if (!queue)
      return { name: job.name, everyMs: (job.aloneEverySeconds ?? job.slotSeconds) * 1_000, run: () => run(job) };
    return {
      name: job.name,
      everyMs: Math.min((job.slotSeconds * 1_000) / ASKS_PER_SLOT, LONGEST_ASK_MS),
      run: async () => {
        if (!(await queue.offer(job))) await run(job);
      },
    };
  });
  // What each process does for itself: nobody else knows whether it lives, and which of its runs it drives.
  const own: Turn[] = [
    { name: 'heartbeat', everyMs: HEARTBEAT_MS, run: () => perform('heartbeat', beat) },
    { name: 'own-runs', everyMs: OWN_RUNS_MS, run: () => perform('own-runs', (ctx) => endOrphanRuns({ ctx })) },
    { name: 'batches', everyMs: BATCHES_MS, run: () => perform('batches', (ctx) => runBatches({ ctx })) },
    { name: 'batch-jobs', everyMs: BATCH_JOBS_MS, run: () => perform('batch-jobs', (ctx) => runDelayed({ ctx })) },
    { name: 'ad-beats', everyMs: BEATS_MS, run: () => perform('ad-beats', (ctx) => flushBeats({ ctx, input: {} })) },
    { name: 'model-lists', everyMs: LISTS_MS, run: () => perform('model-lists', (ctx) => ctx.ai.catalog.keepFresh()) },
  ];
  // A server has its autovacuum.
  if (services.db.mode === 'embedded')
    own.push({ name: 'tidy', everyMs: TIDY_MS, run: () => perform('tidy', async ({ db }) => void (await tidy(db))) });
  const running = schedule([...own, ...turns]);
  return {
    stop: async () => {
      await running.stop();
      // Whoever is watching goes on after the restart where they were.
      await perform('ad-beats', (ctx) => flushBeats({ ctx, input: { all: true } })).catch(() => undefined);
      await queue?.stop().catch((error: unknown) => log.error({ err: error }, 'the job queue did not stop'));
      await sayGoodbye(jobCtx(services, 'heartbeat')).catch((error: unknown) =>
        log.error({ job: 'heartbeat', err: error }, 'could not say goodbye'),
      );
    },
  };
}
