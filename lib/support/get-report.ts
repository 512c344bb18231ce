import { requireAdmin, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, toRunView, type RunRow } from '@/lib/runs';
import { REPORTED_COLUMNS, REPORTED_FROM, toReported, type ReportedRow } from './problem-row';
import type { ReportDetail, ReportedRun } from './types';

type Row = RunRow & { deleted: boolean; costNano: string | null };

const RUN = `SELECT ${RUN_COLUMNS}, deleted_at IS NOT NULL AS deleted, cost_nano_usd::text AS "costNano" FROM runs
  WHERE id = $1::uuid`;

/** What was typed and what came is not even read into the view without the owner's word. */
async function reportedRun(ctx: Ctx, runId: string, sharesContent: boolean): Promise<ReportedRun> {
  const [row] = await ctx.db.sql<Row>(RUN, [runId]);
  if (!row) throw notFound('run');
  const { deleted, costNano, ...run } = row;
  const { input, options, output, note: _note, ...receipt } = toRunView(toRecord(run), ctx.ai);
  return {
    ...receipt,
    ...(sharesContent && !deleted ? { input, options, output } : {}),
    deleted,
    costUsd: costNano === null ? null : Number(costNano) / 1e9,
  };
}

/**
 * One report with the whole receipt of its run.
 * @throws AppError not_found, unauthenticated, forbidden.
 */
export async function getReport({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ReportDetail> {
  requireAdmin(ctx.actor);
  const [row] = isUuid(input.id)
    ? await ctx.db.sql<ReportedRow>(`SELECT ${REPORTED_COLUMNS} FROM ${REPORTED_FROM} WHERE p.id = $1::uuid`, [
        input.id,
      ])
    : [];
  if (!row) throw notFound('report');
  const [run, [history]] = await Promise.all([
    reportedRun(ctx, row.runId, row.sharesContent),
    ctx.db.sql<ReportDetail['history']>(
      `SELECT count(*)::int AS reports, count(*) FILTER (WHERE status = 'refunded')::int AS refunded
       FROM run_problems WHERE user_id = $1::uuid`,
      [row.userId],
    ),
  ]);
  return { problem: toReported(row), run, history: history ?? { reports: 1, refunded: 0 } };
}
