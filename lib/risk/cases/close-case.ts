import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { CaseState, RiskFlow } from '../types';

export interface CloseCaseInput {
  flow: RiskFlow;
  subjectId: string;
  state: Exclude<CaseState, 'open'>;
  note?: string | null;
  /** Changes what was decided before, too. */
  again?: boolean;
}

const CLOSE = `UPDATE risk_cases SET state = $3::text, decided_by = $4::uuid, decided_at = $5::timestamptz, updated_at = $5::timestamptz,
    note = coalesce($6::text, note)
  WHERE flow = $1::text AND subject_id = $2::uuid AND (state = 'open' OR $7::boolean)
  RETURNING id::text AS id`;

/**
 * Ends an open case: by an operator's word, or, which is nobody's, by time or a solved challenge. Answers whether there was
 * one. Joins the caller's transaction. @throws AppError forbidden for anybody but operators and the hub's jobs.
 */
export async function closeCase({ ctx, input }: { ctx: Ctx; input: CloseCaseInput }): Promise<boolean> {
  const { actor } = ctx;
  const operator = actor.type === 'user' && actor.role === 'admin' ? actor.userId : null;
  if (operator === null && actor.type !== 'system') throw new AppError('forbidden', 'This is for operators.');
  const { flow, subjectId, state, note = null, again = false } = input;
  const closed = await ctx.db.sql(CLOSE, [flow, subjectId, state, operator, ctx.clock.now(), note, again]);
  return closed.length > 0;
}
