import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { tellSwept } from './run/tell-end';

/** Runs looked up at once. */
const RUNS_PER_SWEEP = 200;

export interface SweepRunsInput {
  /** With a database server: an instance not seen since then is dead. */
  deadOwnersBefore: Date;
  /** One process only: every other owner is dead. */
  embedded: boolean;
}

/** Who waits for a run that goes on ends with it. */
const WAITS = `r.leader_id IS NOT NULL AND EXISTS (SELECT 1 FROM runs l WHERE l.id = r.leader_id AND l.status = 'running')`;

const DUE = `SELECT r.id::text AS id FROM runs r
  WHERE r.status = 'running' AND NOT (${WAITS}) AND (r.deadline_at <= $1::timestamptz OR r.owner <> $3::uuid AND NOT r.detached AND CASE
    WHEN $2::boolean THEN true
    -- A new run of an instance nobody has seen yet is left alone: that instance is about to be seen.
    ELSE r.created_at < $4::timestamptz AND NOT EXISTS (
      SELECT 1 FROM instances i WHERE i.id = r.owner AND i.stopped_at IS NULL AND i.last_seen_at >= $4::timestamptz) END)
  ORDER BY r.deadline_at LIMIT ${RUNS_PER_SWEEP}`;

/** Sweeps of one moment are the same call to the ledger; only the one that ended the run counts it. */
const END = `SELECT answer ->> 'outcome' = 'finished' AND answer -> 'repeated' IS NULL AS ended FROM run_finish($1::uuid, 'failed',
  NULL, NULL, NULL, NULL, NULL, 0, 'expired', 'interrupted', 'provider_unavailable', $2::timestamptz, NULL, true) AS answer`;

/** Whether this call ended the run. One that cannot be ended is logged and keeps nobody else waiting. */
async function endOne(ctx: Ctx, id: string): Promise<boolean> {
  try {
    const [row] = await ctx.db.sql<{ ended: boolean }>(END, [id, ctx.clock.now()]);
    if (!row?.ended) return false;
    ctx.log.info({ runId: id }, 'an interrupted run was ended and refunded');
    await tellSwept(ctx, id);
    return true;
  } catch (error) {
    ctx.log.error({ err: error, runId: id }, 'an interrupted run could not be ended');
    return false;
  }
}

/**
 * Ends runs that are overdue or whose process is dead: what had arrived stays, the whole hold returns. Any number of
 * instances may sweep at once. Answers how many runs were ended now.
 */
export async function sweepRuns({ ctx, input }: { ctx: Ctx; input: SweepRunsInput }): Promise<{ ended: number }> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  let ended = 0;
  for (;;) {
    const due = await ctx.db.sql<{ id: string }>(DUE, [
      ctx.clock.now(),
      input.embedded,
      ctx.instanceId,
      input.deadOwnersBefore,
    ]);
    let now = 0;
    // One by one, each in a transaction of its own: no sweep holds two wallets at once.
    for (const { id } of due) if (await endOne(ctx, id)) now++;
    ended += now;
    // A full page that moved may have more behind it: a crash's holds are not left to later sweeps.
    if (due.length < RUNS_PER_SWEEP || now === 0) return { ended };
  }
}

/** A run younger than this may be about to be driven: its start is still being answered. */
const ORPHAN_AFTER_MS = 30_000;

const OWN = `SELECT r.id::text AS id FROM runs r
  WHERE r.status = 'running' AND r.owner = $1::uuid AND r.created_at < $2::timestamptz AND NOT (${WAITS})`;

/**
 * Ends runs that this process owns and does not drive: their start was committed while its every answer was lost, or
 * their end could not be stored. Each process does it for itself. Answers how many runs were ended now.
 */
export async function endOrphanRuns({ ctx }: { ctx: Ctx }): Promise<{ ended: number }> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const before = new Date(ctx.clock.now().getTime() - ORPHAN_AFTER_MS);
  const own = await ctx.db.sql<{ id: string }>(OWN, [ctx.instanceId, before]);
  const driven = new Set(ctx.live.active().map((run) => run.id));
  let ended = 0;
  for (const { id } of own) if (!driven.has(id) && (await endOne(ctx, id))) ended++;
  return { ended };
}
