import type { Ctx } from '@/lib/context';
import type { ClaimedRow } from './row';

const CLAIM = `SELECT batch_id AS "batchId", "row", input, attempt, interruptions, quoted_micro::text AS "quotedMicro",
    user_id AS "userId", tool_id AS "toolId", options, provider, model, plan, suspended
  FROM batch_claim($1::uuid, $2::integer, $3::integer, $4::timestamptz)`;

/**
 * Takes up to `free` waiting rows of all batches for this process, those of batches with the least under way first: one
 * round trip. Rows whose claim was lost on the way are found by `recover`.
 */
export async function claim(ctx: Ctx, free: number): Promise<ClaimedRow[]> {
  const { perBatch } = ctx.settings.current().batches;
  return ctx.db.sql<ClaimedRow>(CLAIM, [ctx.instanceId, free, perBatch, ctx.clock.now()]);
}
