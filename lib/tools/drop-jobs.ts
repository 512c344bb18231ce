import type { UpstreamJob } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

/** The process that ordered a job drops it by itself first. */
const OWN_MS = 15_000;
/** No job lasts longer: a provider that has not answered by then is asked no more. */
const GIVE_UP_MS = 6 * 3_600_000;
/** Asked at once. */
const JOBS_PER_SWEEP = 20;

const LEFT = `SELECT j.id::text AS id, j.provider, j.ticket, j.accepted_at < $2::timestamptz AS old
  FROM upstream_jobs j JOIN runs r ON r.id = j.run_id
  WHERE r.status <> 'running' AND r.finished_at <= $1::timestamptz ORDER BY j.accepted_at LIMIT ${JOBS_PER_SWEEP}`;
const FORGET = 'DELETE FROM upstream_jobs WHERE id = ANY($1::uuid[]) RETURNING id';

/**
 * Asks providers to drop the jobs that ended runs have left with them: their process died, or was stopped before the
 * provider had answered. One that does not answer is asked again by the next sweep. Answers how many are settled now.
 */
export async function dropJobs({ ctx }: { ctx: Ctx }): Promise<{ dropped: number }> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const now = ctx.clock.now().getTime();
  const left = await ctx.db.sql<UpstreamJob & { id: string; old: boolean }>(LEFT, [
    new Date(now - OWN_MS),
    new Date(now - GIVE_UP_MS),
  ]);
  if (left.length === 0) return { dropped: 0 };
  const settled = await Promise.all(left.map(async (job) => (await ctx.ai.dropJob(job)) || job.old));
  const ids = left.filter((_job, index) => settled[index]).map(({ id }) => id);
  if (ids.length === 0) return { dropped: 0 };
  await ctx.db.sql(FORGET, [ids]);
  ctx.log.info({ jobs: ids.length }, 'jobs that ended runs had left with their providers were dropped');
  return { dropped: ids.length };
}
