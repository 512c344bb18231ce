import { PgBoss } from 'pg-boss';
import type { Log } from '@/lib/context';
import type { Job } from './job';

/** Turns of jobs, shared by every instance on one database server. */
export interface JobQueue {
  /** Asks for the turn of the present slot, whoever takes it. False while the queue cannot be relied on. */
  offer(job: Job): Promise<boolean>;
  /** Takes no more turns and waits for those under way. */
  stop(): Promise<void>;
}

export interface JobQueueConfig {
  url: string;
  jobs: readonly Job[];
  /** Does one turn; a throw is tried again where a slot is long enough. */
  run(job: Job): Promise<void>;
  log: Log;
}

/** What the queue needs beside the hub's own pool: workers poll and timers ask, each for a moment. */
const CONNECTIONS = 2;
/** A queue that could not be opened is tried again after this. */
const REOPEN_MS = 60_000;
const STOP_MS = 20_000;
const HOUR = 3_600;

function queueOptions({ slotSeconds }: Job) {
  const often = slotSeconds < HOUR;
  return {
    // A turn whose process died ends by this; for what comes often the next slot does not wait for it.
    expireInSeconds: often ? 60 : HOUR,
    retryLimit: often ? 0 : 3,
    retryDelay: 60,
    // A turn that nobody took is worth nothing once the next one is there.
    retentionSeconds: Math.max(60, slotSeconds),
    // A turn done is what keeps its slot from being offered again, so it outlives the slot.
    deleteAfterSeconds: 2 * slotSeconds + 60,
  };
}

async function open({ url, jobs, run, log }: JobQueueConfig, onTrouble: () => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'megicai jobs',
    options: '-c TimeZone=UTC',
    max: CONNECTIONS,
    schema: 'pgboss',
    // Slots do what schedules would, at any length; flows are not used.
    schedule: false,
    flowIntervalSeconds: HOUR,
    maintenanceIntervalSeconds: HOUR,
    monitorVacuum: false,
  });
  boss.on('error', (error) => {
    onTrouble();
    log.warn({ err: error }, 'the job queue has trouble');
  });
  boss.on('warning', (warning) => log.warn({ warning }, 'the job queue warns'));
  try {
    await boss.start();
    for (const job of jobs) {
      await boss.createQueue(job.name, queueOptions(job));
      await boss.updateQueue(job.name, queueOptions(job));
      const pollingIntervalSeconds = job.slotSeconds < HOUR ? 2 : 15;
      await boss.work(job.name, { pollingIntervalSeconds }, () => run(job));
    }
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
}

/**
 * A queue on the database server, in a schema of its own (`pgboss`), which it makes. Opens in the background: a queue
 * that is broken never keeps the hub from serving, `offer` just answers false.
 */
export function openJobQueue(config: JobQueueConfig): JobQueue {
  let troubled = false;
  let stopped = false;
  let openedAt = 0;
  let opening: Promise<PgBoss | null> | undefined;
  const boss = (): Promise<PgBoss | null> => {
    const due = opening === undefined || (openedAt > 0 && Date.now() - openedAt >= REOPEN_MS);
    if (!due || stopped) return opening ?? Promise.resolve(null);
    openedAt = 0;
    opening = open(config, () => (troubled = true)).catch((error: unknown) => {
      openedAt = Date.now();
      config.log.error({ err: error }, 'the job queue could not be opened; this process does the work by itself');
      return null;
    });
    return opening;
  };
  return {
    offer: async (job) => {
      const queue = await boss();
      if (!queue || stopped) return stopped;
      try {
        await queue.send(job.name, {}, { singletonSeconds: job.slotSeconds });
      } catch (error) {
        config.log.warn({ job: job.name, err: error }, 'the job queue took no turn');
        return false;
      }
      // Whatever failed since the last time may have been the turn itself.
      const sound = !troubled;
      troubled = false;
      return sound;
    },
    stop: async () => {
      stopped = true;
      const queue = await opening;
      await queue?.stop({ graceful: true, timeout: STOP_MS });
    },
  };
}
