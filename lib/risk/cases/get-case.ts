import { requireAdmin, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { RiskCase } from '../types';
import { CASE_COLUMNS, CASE_FROM, toCase, type CaseRow } from './case-row';

/** One case. @throws AppError not_found, unauthenticated, forbidden. */
export async function getCase({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RiskCase> {
  requireAdmin(ctx.actor);
  const [row] = isUuid(input.id)
    ? await ctx.db.sql<CaseRow>(`SELECT ${CASE_COLUMNS} FROM ${CASE_FROM} WHERE c.id = $1::uuid`, [input.id])
    : [];
  if (!row) throw notFound('case');
  return toCase(row);
}
