import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';
import { endHold } from './settle';

/** One sweep's bound; the next one goes on. */
const HOLDS_PER_SWEEP = 200;

export interface SweepHoldsInput {
  /** With a database server: an instance not seen since then is dead. */
  deadOwnersBefore: Date;
  /** One process only: every other owner is dead. */
  embedded: boolean;
}

/** A new hold of an instance nobody has seen yet is left alone: that instance is about to be seen. */
const OWNER_IS_DEAD = `
  CASE WHEN $2::boolean THEN h.owner <> $3::uuid
       ELSE h.owner <> $3::uuid AND h.created_at < $4::timestamptz AND NOT EXISTS (
         SELECT 1 FROM instances i WHERE i.id = h.owner AND i.stopped_at IS NULL AND i.last_seen_at >= $4::timestamptz) END`;

/**
 * Returns holds that are overdue or whose process is dead, except those of runs: a run ends together with its hold,
 * by the tools' own sweep. Any number of instances may sweep at once. Answers how many holds were ended now.
 */
export const sweepHolds: Verb<SweepHoldsInput, { ended: number }> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  const due = await ctx.db.sql<{ id: string; overdue: boolean }>(
    `SELECT h.id::text AS id, h.deadline_at <= $1::timestamptz AS overdue FROM credit_holds h
     WHERE h.state = 'open' AND h.ref_type <> 'run' AND (h.deadline_at <= $1::timestamptz OR ${OWNER_IS_DEAD})
     ORDER BY h.deadline_at LIMIT ${HOLDS_PER_SWEEP}`,
    [ctx.clock.now(), input.embedded, ctx.instanceId, input.deadOwnersBefore],
  );
  let ended = 0;
  for (const hold of due) {
    const reason = hold.overdue ? 'overdue' : 'server_died';
    const result = await endHold(ctx, { holdId: hold.id, captureMicro: 0n, reason }, 'expired');
    if (result.outcome === 'settled') ended++;
  }
  return { ended };
};
