import type { Ctx } from '@/lib/context';
import { collectJob, endJob } from './collect-job';
import { leaseJob, renewLease, saveJob, type Job } from './job';
import { submitJob } from './submit-job';

/** Steps of one turn; the next turn goes on. */
const JOBS_PER_TURN = 20;
/** A provider that cannot be had is asked again after these: two hours in all. */
const FAILURES = 9;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 30 * 60_000;
const LEAST_LOOK_MS = 15_000;
const LONGEST_LOOK_MS = 5 * 60_000;

/** Files of a batch travel for minutes: its lease is renewed meanwhile, or another process would hand it in once more. */
const RENEW_MS = 40_000;

/** Young jobs are looked at often, old ones every few minutes. */
function nextLookMs(job: Job, now: Date): number {
  const ageMs = now.getTime() - job.createdAt.getTime();
  return Math.min(LONGEST_LOOK_MS, Math.max(LEAST_LOOK_MS, ageMs / 10));
}

async function lookAt(ctx: Ctx, job: Job, id: string): Promise<void> {
  const ticket = { provider: job.provider, id };
  if (job.batchStatus === 'cancelled') await ctx.ai.batches.cancel(ticket).catch(() => undefined);
  const state = await ctx.ai.batches.look(ticket);
  if (state.state !== 'running') return collectJob(ctx, job, id, state);
  await saveJob(ctx, job, { failures: 0, inMs: nextLookMs(job, ctx.clock.now()) });
}

async function step(ctx: Ctx, job: Job): Promise<void> {
  const model = ctx.ai.models().find(({ id }) => id === job.model);
  const isOver = job.deadlineAt <= ctx.clock.now();
  if (job.ticket !== null && !isOver) return lookAt(ctx, job, job.ticket);
  if (job.batchStatus === 'cancelled') {
    // What may have reached the provider is called back; what has come of it meanwhile comes too late.
    const ticket = job.status === 'submitting' ? await ctx.ai.batches.find(job.provider, job.id) : null;
    if (ticket) await ctx.ai.batches.cancel(ticket);
    return endJob(ctx, job, { cancelled: true });
  }
  if (isOver || !model) return endJob(ctx, job, { failure: isOver ? 'provider_timeout' : 'provider_unavailable' });
  return submitJob(ctx, job, model);
}

/** A step that failed is taken again, later and later; a provider that stays away has its rows refunded. */
async function stepSafely(ctx: Ctx, job: Job, renewMs: number): Promise<void> {
  let isOver = false;
  const renewing = setInterval(() => {
    renewLease(ctx, job).catch((error: unknown) => {
      if (!isOver) ctx.log.warn({ err: error, batchId: job.batchId }, 'a batch of a provider could not be kept');
    });
  }, renewMs).unref();
  try {
    await step(ctx, job).finally(() => {
      isOver = true;
      clearInterval(renewing);
    });
  } catch (error) {
    const failures = job.failures + 1;
    ctx.log.warn({ err: error, batchId: job.batchId, failures }, 'a batch of a provider could not go on');
    if (failures >= FAILURES && job.ticket === null) return endJob(ctx, job, { failure: 'provider_unavailable' });
    const inMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
    // The step may have come further than the job that was read at its beginning.
    await ctx.db.sql(
      `UPDATE batch_jobs SET failures = $3::integer, look_at = $4::timestamptz, leased_until = NULL
       WHERE id = $1::uuid AND owner = $2::uuid RETURNING id`,
      [job.id, ctx.instanceId, failures, new Date(ctx.clock.now().getTime() + inMs)],
    );
  }
}

/**
 * Takes batches that providers do as one job a step further: hands them in, looks at them, fetches what has come of them.
 * Each step may be taken again by any process.
 */
export async function runDelayed({ ctx, renewMs = RENEW_MS }: { ctx: Ctx; renewMs?: number }): Promise<void> {
  for (let steps = 0; steps < JOBS_PER_TURN; steps++) {
    const job = await leaseJob(ctx);
    if (!job) return;
    await stepSafely(ctx, job, renewMs);
  }
}
