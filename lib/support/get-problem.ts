import type { Ctx } from '@/lib/context';
import { findOwnRun } from '@/lib/runs';
import { PROBLEM_COLUMNS, toProblem, type ProblemRow } from './problem-row';
import type { ProblemView } from './types';

/**
 * The newest report of one of the actor's runs; null where there is none.
 * @throws AppError not_found for a foreign, deleted or malformed id; unauthenticated, forbidden.
 */
export async function getProblem({ ctx, input }: { ctx: Ctx; input: { runId: string } }): Promise<ProblemView | null> {
  const run = await findOwnRun(ctx, input.runId);
  const [row] = await ctx.db.sql<ProblemRow>(
    `SELECT ${PROBLEM_COLUMNS} FROM run_problems p WHERE p.run_id = $1::uuid ORDER BY p.created_at DESC LIMIT 1`,
    [run.id],
  );
  return row ? toProblem(row) : null;
}
