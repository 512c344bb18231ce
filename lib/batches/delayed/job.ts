import { withCtx, type Ctx } from '@/lib/context';
import type { RunRequest } from '@/lib/tools';
import { runRequestSchema } from '@/lib/tools';
import type { ClaimedRow } from '../run/row';
import type { BatchStatus } from '../types';

/** A provider's job for a batch, leased by this process, with what its batch says. */
export interface Job {
  id: string;
  batchId: string;
  /** Of an owner who is suspended nothing goes on: cancelled. */
  batchStatus: BatchStatus;
  provider: string;
  /** The model's id. */
  model: string;
  status: 'opening' | 'submitting' | 'submitted';
  ticket: string | null;
  share: number;
  failures: number;
  deadlineAt: Date;
  createdAt: Date;
  userId: string;
  plan: 'free' | 'premium';
  toolId: string;
  options: Record<string, unknown>;
}

/** Longer than any step between two renewals takes. */
const LEASE_MS = 120_000;

const LEASE = `UPDATE batch_jobs j SET owner = $1::uuid, leased_until = $3::timestamptz
  FROM batches b JOIN users u ON u.id = b.user_id
  WHERE j.id = (
      SELECT d.id FROM batch_jobs d JOIN batches p ON p.id = d.batch_id
      WHERE d.status <> 'ended' AND p.status IN ('running', 'cancelled') AND d.look_at <= $2::timestamptz
        AND (d.leased_until IS NULL OR d.leased_until <= $2::timestamptz)
      ORDER BY d.look_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
    AND b.id = j.batch_id
  RETURNING j.id, j.batch_id AS "batchId", CASE WHEN u.suspended_at IS NULL THEN b.status ELSE 'cancelled' END AS "batchStatus", j.provider, j.model, j.status, j.ticket, j.share, j.failures,
    j.deadline_at AS "deadlineAt", j.created_at AS "createdAt", b.user_id AS "userId", u.plan, b.tool_id AS "toolId", b.options`;

/** The next job that is due and that nobody else works on; null where there is none. */
export async function leaseJob(ctx: Ctx): Promise<Job | null> {
  const now = ctx.clock.now();
  const [job] = await ctx.db.sql<Job>(LEASE, [ctx.instanceId, now, new Date(now.getTime() + LEASE_MS)]);
  return job ?? null;
}

// One that was on its way when the step ended must not take back what the step has given up.
const RENEW = `UPDATE batch_jobs SET leased_until = $3::timestamptz
  WHERE id = $1::uuid AND owner = $2::uuid AND leased_until IS NOT NULL RETURNING id`;

/** @throws Error where the lease was lost meanwhile: somebody else goes on. */
export async function renewLease(ctx: Ctx, job: Job): Promise<void> {
  const until = new Date(ctx.clock.now().getTime() + LEASE_MS);
  const kept = await ctx.db.sql(RENEW, [job.id, ctx.instanceId, until]);
  if (kept.length === 0) throw new Error('the lease of a batch job was lost');
}

const SAVE = `UPDATE batch_jobs SET status = $3::text, ticket = $4::text, failures = $5::integer, look_at = $6::timestamptz,
    leased_until = CASE WHEN $7::boolean THEN leased_until END
  WHERE id = $1::uuid AND owner = $2::uuid RETURNING id`;

export interface JobChange {
  status?: Job['status'] | 'ended';
  ticket?: string;
  failures?: number;
  /** When it is to be looked at next; without it the lease is kept. */
  inMs?: number;
}

/** Writes down where a job stands. @throws Error where the lease was lost. */
export async function saveJob(ctx: Ctx, job: Job, change: JobChange): Promise<void> {
  const { status = job.status, ticket = job.ticket, failures = job.failures, inMs } = change;
  const lookAt = new Date(ctx.clock.now().getTime() + (inMs ?? 0));
  const values = [job.id, ctx.instanceId, status, ticket, failures, lookAt, inMs === undefined];
  const saved = await ctx.db.sql(SAVE, values);
  if (saved.length === 0) throw new Error('the lease of a batch job was lost');
}

const TAKE = `UPDATE batch_rows r SET status = 'running', owner = $2::uuid, claimed_at = $3::timestamptz
  WHERE r.batch_id = $1::uuid AND (r.status = 'running' OR r.status = 'waiting' AND $4::boolean)
  RETURNING r.row, r.input, r.attempt, r.interruptions, r.quoted_micro::text AS "quotedMicro", r.run_id AS "runId"`;

export type JobRow = ClaimedRow & { runId: string | null };

type TakenRow = Pick<JobRow, 'row' | 'input' | 'attempt' | 'interruptions' | 'quotedMicro' | 'runId'>;

/** Every row of the batch that has not ended, in order; this process works on them from now on. */
export async function takeRows(ctx: Ctx, job: Job, waitingToo: boolean): Promise<JobRow[]> {
  const { batchId, userId, plan, toolId, options, model } = job;
  const rows = await ctx.db.sql<TakenRow>(TAKE, [batchId, ctx.instanceId, ctx.clock.now(), waitingToo]);
  return rows
    .toSorted((a, b) => a.row - b.row)
    .map((row) => ({ ...row, batchId, userId, plan, toolId, options, provider: 'auto', model, suspended: false }));
}

/** For whom the rows of a job run. */
export function ownerCtx(ctx: Ctx, { userId, plan, batchId }: Job): Ctx {
  return withCtx(ctx, { actor: { type: 'user', userId, plan, sessionId: batchId, role: 'user' } });
}

export function requestOf({ toolId, options, model }: Job, { input }: Pick<JobRow, 'input'>): RunRequest {
  return runRequestSchema.parse({ toolId, options, model, input });
}
