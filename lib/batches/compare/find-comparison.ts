import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, toRunView, type RunRow } from '@/lib/runs';
import type { ComparisonView } from '../types';

const RUNS = `SELECT ${RUN_COLUMNS}, requested ->> 'model' AS asked FROM runs
  WHERE comparison_id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL
  ORDER BY substring(requested #>> '{idempotency,key}' from '[0-9]+$')::integer, created_at, id LIMIT 10`;

const BEGUN = 'SELECT 1 AS one FROM runs WHERE comparison_id = $1::uuid AND user_id = $2::uuid LIMIT 1';

/** Whether any run of it has begun. */
export async function hasBegun(ctx: Ctx, id: string): Promise<boolean> {
  return (await ctx.db.sql(BEGUN, [id, requireUserId(ctx.actor)])).length > 0;
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
