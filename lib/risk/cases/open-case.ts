import type { Ctx } from '@/lib/context';
import type { RiskDecision, RiskFlow, SignalView } from '../types';

export interface OpenCaseInput {
  flow: RiskFlow;
  userId: string;
  subject: { type: 'ad_session' | 'user' | 'offer'; id: string };
  score: number;
  signals: SignalView[];
  /** What was done. */
  decision: RiskDecision;
}

/** What was seen again replaces what was seen before, as long as nobody has decided. */
const OPEN = `INSERT INTO risk_cases AS c (id, user_id, flow, subject_type, subject_id, score, signals, decision, created_at, updated_at)
  VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::uuid, $6::smallint, $7::jsonb, $8::text, $9::timestamptz, $9::timestamptz)
  ON CONFLICT (flow, subject_type, subject_id) DO UPDATE SET
    score = CASE WHEN c.state = 'open' THEN excluded.score ELSE c.score END,
    signals = CASE WHEN c.state = 'open' THEN excluded.signals ELSE c.signals END,
    decision = CASE WHEN c.state = 'open' THEN excluded.decision ELSE c.decision END,
    updated_at = excluded.updated_at
  RETURNING id::text AS id`;

/** Keeps what was seen for the operator, once for each thing; answers the case's id. Joins the caller's transaction. */
export async function openCase({ ctx, input }: { ctx: Ctx; input: OpenCaseInput }): Promise<{ caseId: string }> {
  const { flow, userId, subject, score, signals, decision } = input;
  const [row] = await ctx.db.sql<{ id: string }>(OPEN, [
    ...[ctx.ids.uuid(), userId, flow, subject.type, subject.id],
    ...[score, JSON.stringify(signals), decision, ctx.clock.now()],
  ]);
  if (!row) throw new Error('a case was not kept');
  return { caseId: row.id };
}
