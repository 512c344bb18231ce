import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx } from '@/lib/context';
import { refundRun } from '@/lib/credits';
import { AppError, invalidField, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { storable, type RefundReason } from '@/lib/runs';
import { REPORTED_COLUMNS, REPORTED_FROM, toReported, type ReportedRow } from './problem-row';
import { tellDecision } from './tell-decision';
import type { ReportedProblem } from './types';

export interface DecideProblemInput {
  id: string;
  decision: 'refund' | 'decline';
  /** The operator's words to the user; a refusal needs them. At most 1,000 characters. */
  answer?: string | undefined;
  /** Where the hub is reached, for the link in the mail. */
  baseUrl?: string | undefined;
}

export interface DecideProblemResult {
  problem: ReportedProblem;
  /** This operator had decided the same before: nothing was done now. */
  repeated: boolean;
}

const CODE: RefundReason = 'refunded_by_operator';
const FIND = `SELECT ${REPORTED_COLUMNS} FROM ${REPORTED_FROM} WHERE p.id = $1::uuid`;

const DECIDE = `UPDATE run_problems SET status = $2::text, answer = $3::text, refunded_micro = $4::bigint, decided_by = $5::uuid,
    decided_at = $6::timestamptz
  WHERE id = $1::uuid AND status = 'open' RETURNING id`;

const decidedAlready = () => new AppError('conflict', 'This report has been decided already.');

async function find(ctx: Ctx, id: string): Promise<ReportedRow> {
  const [row] = isUuid(id) ? await ctx.db.sql<ReportedRow>(FIND, [id]) : [];
  if (!row) throw notFound('report');
  return row;
}

/** What is still charged comes back, once for this report, whoever asks how often. The wallet is locked before the report. */
async function giveBack(ctx: Ctx, { id, runId, charged }: ReportedRow, answer: string | null): Promise<bigint> {
  const amountMicro = BigInt(charged);
  if (amountMicro === 0n) {
    throw new AppError('conflict', 'Nothing of this run is charged any more: there is nothing to give back.');
  }
  await refundRun({
    ctx,
    input: {
      ...{ holdId: runId, amountMicro, code: CODE, externalSource: 'problem', externalId: id },
      reason: answer?.slice(0, 500) ?? 'Refunded after a report.',
    },
  });
  return amountMicro;
}

/** Everything of one decision, or nothing. */
async function decide(ctx: Ctx, row: ReportedRow, answer: string | null, input: DecideProblemInput, operator: string) {
  const status = input.decision === 'refund' ? 'refunded' : 'declined';
  const amountMicro = input.decision === 'refund' ? await giveBack(ctx, row, answer) : null;
  const now = ctx.clock.now();
  const decided = await ctx.db.sql(DECIDE, [row.id, status, answer, amountMicro, operator, now]);
  // Another operator was first: what was given back just now is undone with this transaction.
  if (decided.length === 0) throw decidedAlready();
  const problem = toReported(await find(ctx, row.id));
  await audit(ctx, {
    action: `problems.${input.decision}`,
    subjectType: 'problem',
    subjectId: row.id,
    data: { runId: row.runId, userId: row.userId, amount: problem.refunded ?? 0, answer },
  });
  await tellDecision(ctx, problem, input.baseUrl);
  return problem;
}

/**
 * Decides an open report, once, whoever decides at the same moment: gives back all that is still charged (to the very lots, the
 * author's royalty reversed), or declines with words. The user is told in the app, and by mail where the address is confirmed.
 * @throws AppError not_found; invalid_input for a refusal without words; conflict when it is decided already or nothing is
 *   charged; unauthenticated, forbidden.
 */
export async function decideProblem({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: DecideProblemInput;
}): Promise<DecideProblemResult> {
  const { userId: operator } = requireAdmin(ctx.actor);
  const answer = storable(input.answer ?? '').trim() || null;
  if (input.decision === 'decline' && answer === null) throw invalidField('answer', 'say why, in a sentence');
  const row = await find(ctx, input.id);
  const status = input.decision === 'refund' ? 'refunded' : 'declined';
  if (row.status === status && row.decidedBy === operator && row.answer === answer) {
    return { problem: toReported(row), repeated: true };
  }
  if (row.status !== 'open') throw decidedAlready();
  try {
    const problem = await ctx.db.transaction((db) => decide(withCtx(ctx, { db }), row, answer, input, operator));
    return { problem, repeated: false };
  } catch (error) {
    // Two refunds at once meet in the ledger, which knows nothing of reports.
    const met = error instanceof AppError && error.status === 409 && (await find(ctx, row.id)).status !== 'open';
    throw met ? decidedAlready() : error;
  }
}
