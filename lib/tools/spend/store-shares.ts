import type { Ctx } from '@/lib/context';
import type { RunRecord } from '@/lib/runs';

/** What each provider charges us for one run, in billionths of a US dollar. */
export type CostShares = ReadonlyMap<string, bigint>;

const STORE = `INSERT INTO run_cost_shares (run_id, provider, cost_nano_usd, finished_at)
  SELECT $1::uuid, provider, cost::bigint, $2::timestamptz
  FROM jsonb_to_recordset($3::jsonb) AS share (provider text, cost text) ON CONFLICT DO NOTHING RETURNING provider`;

/**
 * Writes down what a stored run has cost at others than the provider on its row. Most runs are paid to one provider and
 * write nothing. Never throws: the sum of the run is stored with it, only whose it was would be lost.
 */
export async function storeShares(ctx: Ctx, run: RunRecord, shares: CostShares): Promise<void> {
  const others = [...shares].filter(([provider, nano]) => provider !== run.provider && nano > 0n);
  if (others.length === 0) return;
  const rows = others.map(([provider, nano]) => ({ provider, cost: nano.toString() }));
  await ctx.db
    .sql(STORE, [run.id, run.finishedAt, JSON.stringify(rows)], { repeatable: true })
    .catch((error: unknown) => ctx.log.warn({ err: error, runId: run.id }, 'shares of a cost were not stored'));
}
