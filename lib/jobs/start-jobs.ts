import type { Ctx } from '@/lib/context';
import { expireLots, forgetKeys, sweepHolds } from '@/lib/credits';
import { sweepRuns } from '@/lib/tools';
import { beat, DEAD_AFTER_MS, forgetInstances, sayGoodbye } from './heartbeat';
import { schedule, type Job } from './schedule';

/** What jobs need of the process's services: a context without a caller. */
export type JobServices = Omit<Ctx, 'actor' | 'requestId' | 'address' | 'device'>;

export interface Jobs {
  /** Ends the timers, waits for what is under way, and marks this instance as stopped. */
  stop(): Promise<void>;
}

const HEARTBEAT_MS = 10_000;
const SWEEP_MS = 15_000;
const HOUSEKEEPING_MS = 3_600_000;

function jobCtx(services: JobServices, job: string): Ctx {
  const { db, kv, clock, ids, log, settings, ai, files, live, instanceId, sign } = services;
  return {
    ...{ db, kv, clock, ids, log, settings, ai, files, live, instanceId, sign },
    actor: { type: 'system', job },
    requestId: `job-${ids.uuid()}`,
    address: null,
    device: null,
  };
}

async function sweep(ctx: Ctx): Promise<void> {
  const input = {
    deadOwnersBefore: new Date(ctx.clock.now().getTime() - DEAD_AFTER_MS),
    embedded: ctx.db.mode === 'embedded',
  };
  await sweepRuns({ ctx, input });
  await sweepHolds({ ctx, input });
}

async function forgetDrafts(ctx: Ctx): Promise<void> {
  await ctx.db.sql('DELETE FROM drafts WHERE expires_at <= $1::timestamptz RETURNING id', [ctx.clock.now()]);
}

/** Every job with its period; several instances may run all of them at once. */
export function jobTable(services: JobServices): Job[] {
  const job = (name: string, everyMs: number, work: (ctx: Ctx) => Promise<unknown>): Job => ({
    name,
    everyMs,
    run: async () => {
      await work(jobCtx(services, name));
    },
  });
  return [
    job('heartbeat', HEARTBEAT_MS, beat),
    job('sweep', SWEEP_MS, sweep),
    job('expire-lots', HOUSEKEEPING_MS, (ctx) => expireLots({ ctx, input: {} })),
    job('forget-keys', HOUSEKEEPING_MS, (ctx) => forgetKeys({ ctx, input: {} })),
    job('forget-drafts', HOUSEKEEPING_MS, forgetDrafts),
    job('forget-instances', HOUSEKEEPING_MS, forgetInstances),
  ];
}

/** Starts the background work of this process: each job once at once, then at its period. */
export function startJobs({ services }: { services: JobServices }): Jobs {
  const running = schedule(jobTable(services), services.log);
  return {
    stop: async () => {
      await running.stop();
      await sayGoodbye(jobCtx(services, 'heartbeat')).catch((error: unknown) =>
        services.log.error({ job: 'heartbeat', err: error }, 'could not say goodbye'),
      );
    },
  };
}
