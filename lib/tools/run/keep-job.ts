import type { UpstreamJob } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';

const KEEP = `INSERT INTO upstream_jobs (id, run_id, provider, ticket, accepted_at)
  VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz) RETURNING id`;
const FORGET = 'DELETE FROM upstream_jobs WHERE id = $1::uuid RETURNING id';

/**
 * Writes down a job that a provider has accepted for a run, so that whoever ends the run after a crash can have it dropped.
 * Answers what strikes it out again. Nobody waits for either, and neither throws: a job that is not written down is only
 * dropped by the process that ordered it.
 */
export function keepJob(ctx: Ctx, runId: string, { provider, ticket }: UpstreamJob): () => void {
  const id = ctx.ids.uuid();
  const warn = (error: unknown) =>
    ctx.log.warn({ err: error, runId, requestId: ctx.requestId }, 'a job of a provider was not written down');
  const kept = ctx.db.sql(KEEP, [id, runId, provider, ticket, ctx.clock.now()]).catch(warn);
  return () => void kept.then(() => ctx.db.sql(FORGET, [id])).catch(warn);
}
