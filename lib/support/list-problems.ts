import { requireAdmin, requireUserId, type Ctx } from '@/lib/context';
import { decodeLedCursor, encodeCursor } from '@/lib/db';
import { isUuid } from '@/lib/ids';
import { storable } from '@/lib/runs';
import {
  PROBLEM_COLUMNS,
  REPORTED_COLUMNS,
  REPORTED_FROM,
  toProblem,
  toReported,
  type ProblemRow,
  type ReportedRow,
} from './problem-row';
import type { ProblemReason, ProblemStatus, ProblemView, ReportedProblem } from './types';

export interface ListProblemsInput {
  status?: ProblemStatus | undefined;
  reason?: ProblemReason | undefined;
  /** A person's mail address or id, or the id of a run or a report. */
  q?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 100; 30 when absent. */
  limit?: number | undefined;
}

const PAGE = 30;

/** False stands before true, so what is open comes first going down. */
const LIST = `SELECT ${REPORTED_COLUMNS} FROM ${REPORTED_FROM}
  WHERE ($1::text IS NULL OR p.status = $1::text) AND ($2::text IS NULL OR p.reason = $2::text)
    AND ($3::uuid IS NULL OR $3::uuid IN (p.id, p.run_id, p.user_id))
    AND ($4::text IS NULL OR lower(u.email) = $4::text)
    AND ($5::boolean IS NULL OR (p.status = 'open', p.created_at, p.id) < ($5::boolean, $6::timestamptz, $7::uuid))
  ORDER BY (p.status = 'open') DESC, p.created_at DESC, p.id DESC LIMIT $8::int`;

/** Open ones are led by 1. */
const OPEN = /^[01]$/;

/** What was reported, open ones first, the newest first. @throws AppError invalid_input, unauthenticated, forbidden. */
export async function listProblems({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListProblemsInput;
}): Promise<{ items: ReportedProblem[]; nextCursor: string | null }> {
  requireAdmin(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const after = input.cursor ? decodeLedCursor(input.cursor, OPEN) : null;
  const q = storable(input.q ?? '').trim();
  const rows = await ctx.db.sql<ReportedRow>(LIST, [
    input.status ?? null,
    input.reason ?? null,
    isUuid(q) ? q : null,
    q === '' || isUuid(q) ? null : q.toLowerCase(),
    after ? after.lead === 1 : null,
    after?.createdAt ?? null,
    after?.id ?? null,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toReported),
    nextCursor: rows.length > limit && last ? encodeCursor(last, last.status === 'open' ? 1 : 0) : null,
  };
}

/** How many reports wait for an operator. @throws AppError unauthenticated, forbidden. */
export async function countOpenProblems({ ctx }: { ctx: Ctx }): Promise<number> {
  requireAdmin(ctx.actor);
  const [row] = await ctx.db.sql<{ open: number }>(
    `SELECT count(*)::int AS open FROM run_problems WHERE (status = 'open') = true`,
  );
  return row?.open ?? 0;
}

/** All that the actor has reported, newest first, in pages of a hundred behind `after`; for the export of an account. */
export async function listOwnProblems({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after: string | undefined };
}): Promise<ProblemView[]> {
  const rows = await ctx.db.sql<ProblemRow>(
    `SELECT ${PROBLEM_COLUMNS} FROM run_problems p
     WHERE p.user_id = $1::uuid AND ($2::uuid IS NULL OR (p.created_at, p.id) < (
       SELECT created_at, id FROM run_problems WHERE id = $2::uuid AND user_id = $1::uuid))
     ORDER BY p.created_at DESC, p.id DESC LIMIT 100`,
    [requireUserId(ctx.actor), input.after ?? null],
  );
  return rows.map(toProblem);
}
