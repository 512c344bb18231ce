import { requireSession, type Ctx } from '@/lib/context';
import { dropDetached } from '@/lib/tools';
import { callBack } from './delayed/call-back';
import { stopRows } from './run/runner';

const STOP = `WITH ended AS (
    UPDATE batches SET status = 'cancelled', reason = NULL, finished_at = $2::timestamptz
    WHERE user_id = $1::uuid AND status IN ('running', 'paused') RETURNING id),
  rows AS (
    UPDATE batch_rows r SET status = 'cancelled', not_before = NULL, finished_at = $2::timestamptz
    FROM ended WHERE r.batch_id = ended.id AND r.status = 'waiting' RETURNING r.row)
  SELECT id FROM ended`;

/** Begins no more rows of any of the actor's batches; the runs under way are stopped by whoever closes the account. */
export async function stopOwnBatches({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  const stopped = await ctx.db.sql<{ id: string }>(STOP, [userId, ctx.clock.now()]);
  stopRows(
    ctx,
    stopped.map(({ id }) => id),
  );
  await callBack(ctx);
  await dropDetached({ ctx, input: {} });
}

/** Removes every batch of the actor with its rows, for good. Joins the caller's transaction. */
export async function eraseBatches({ ctx }: { ctx: Ctx }): Promise<void> {
  const { userId } = requireSession(ctx.actor);
  await ctx.db.sql('DELETE FROM batches WHERE user_id = $1::uuid RETURNING id', [userId]);
}
