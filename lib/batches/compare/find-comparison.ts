import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, toRunView, type RunRow } from '@/lib/runs';
import type { ComparisonView } from '../types';

const RUNS = `SELECT ${RUN_COLUMNS}, requested ->> 'model' AS asked FROM runs
  WHERE comparison_id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL
  ORDER BY substring(requested #>> '{idempotency,key}' from '[0-9]+$')::integer, created_at, id LIMIT 10`;

const BEGUN = `SELECT k.request_hash AS hash FROM runs r LEFT JOIN idempotency_keys k
    ON k.scope = r.requested #>> '{idempotency,scope}' AND k.key = r.requested #>> '{idempotency,key}' AND k.expires_at > $3::timestamptz
  WHERE r.comparison_id = $1::uuid AND r.user_id = $2::uuid LIMIT 10`;

/**
 * The runs of it that have begun, each with the hash of what was asked; null where the same key may begin it again (an answer
 * without a record, or one that is too old).
 */
export async function begunRuns(ctx: Ctx, id: string): Promise<{ hash: string | null }[]> {
  return ctx.db.sql<{ hash: string | null }>(BEGUN, [id, requireUserId(ctx.actor), ctx.clock.now()]);
}

/** One of the actor's comparisons, as far as its runs are not deleted. Throws not_found for a foreign or malformed id. */
export async function getComparison({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ComparisonView> {
  const userId = requireUserId(ctx.actor);
  const rows = isUuid(input.id) ? await ctx.db.sql<RunRow & { asked: string }>(RUNS, [input.id, userId]) : [];
  const records = rows.map(toRecord);
  const [first] = records;
  if (!first) throw notFound('comparison');
  return {
    id: input.id,
    toolId: first.toolId,
    price: microToCredits(records.reduce((sum, { quotedMicro }) => sum + quotedMicro, 0n)),
    models: rows.map(({ asked }) => asked),
    runs: records.map((record) => toRunView(record, ctx.ai)),
  };
}
