import { microToCredits } from '@/lib/format';
import type { ProblemReason, ProblemStatus, ProblemView, ReportedProblem } from './types';

export interface ProblemRow {
  id: string;
  runId: string;
  userId: string;
  reason: ProblemReason;
  message: string | null;
  sharesContent: boolean;
  status: ProblemStatus;
  answer: string | null;
  refundedMicro: string | null;
  decidedBy: string | null;
  createdAt: Date;
  decidedAt: Date | null;
}

/** The columns of a problem `p`. */
export const PROBLEM_COLUMNS = `p.id::text AS id, p.run_id::text AS "runId", p.user_id::text AS "userId", p.reason, p.message,
  p.shares_content AS "sharesContent", p.status, p.answer, p.refunded_micro::text AS "refundedMicro",
  p.decided_by::text AS "decidedBy", p.created_at AS "createdAt", p.decided_at AS "decidedAt"`;

export interface ReportedRow extends ProblemRow {
  toolId: string;
  kind: ReportedProblem['kind'];
  charged: string;
  email: string;
}

/** The same beside its run `r` and its person `u`. */
export const REPORTED_COLUMNS = `${PROBLEM_COLUMNS}, r.tool_id AS "toolId", r.kind, r.charged_micro::text AS charged, u.email`;
export const REPORTED_FROM = 'run_problems p JOIN runs r ON r.id = p.run_id JOIN users u ON u.id = p.user_id';

export function toProblem(row: ProblemRow): ProblemView {
  const { id, runId, reason, message, sharesContent, status } = row;
  return {
    ...{ id, runId, reason, message, sharesContent, status },
    ...(row.answer === null ? {} : { answer: row.answer }),
    ...(row.refundedMicro === null ? {} : { refunded: microToCredits(BigInt(row.refundedMicro)) }),
    createdAt: row.createdAt.toISOString(),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt.toISOString() }),
  };
}

export function toReported(row: ReportedRow): ReportedProblem {
  return {
    ...toProblem(row),
    toolId: row.toolId,
    kind: row.kind,
    charged: microToCredits(BigInt(row.charged)),
    user: { id: row.userId, email: row.email },
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
  };
}
