import { requireUserId, type Ctx } from '@/lib/context';
import type { Job } from './job';

/** Nobody's account stays open for longer because a provider does not answer. */
const PATIENCE_MS = 5_000;

const HANDED_IN = `SELECT j.id, j.provider, j.ticket FROM batch_jobs j JOIN batches b ON b.id = j.batch_id
  WHERE b.user_id = $1::uuid AND j.status IN ('submitting', 'submitted')`;

async function callOneBack(ctx: Ctx, job: Pick<Job, 'id' | 'provider' | 'ticket'>): Promise<void> {
  const { provider, ticket: id } = job;
  try {
    const ticket = id === null ? await ctx.ai.batches.find(provider, job.id) : { provider, id };
    if (ticket) await ctx.ai.batches.cancel(ticket);
  } catch (error) {
    ctx.log.warn(
      { err: error, provider, ticket: id, job: job.id },
      'a batch could not be called back from its provider',
    );
  }
}

/** Asks providers to drop whatever batches of the actor they have: nobody will fetch what comes of them. Never throws for a provider. */
export async function callBack(ctx: Ctx): Promise<void> {
  const jobs = await ctx.db.sql<Pick<Job, 'id' | 'provider' | 'ticket'>>(HANDED_IN, [requireUserId(ctx.actor)]);
  if (jobs.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([Promise.all(jobs.map((job) => callOneBack(ctx, job))), patience]);
  clearTimeout(timer);
}
