import { requireAdmin, type Ctx } from '@/lib/context';
import { decodeLedCursor, encodeCursor } from '@/lib/db';
import type { CaseState, RiskCase } from '../types';
import { CASE_COLUMNS, CASE_FROM, toCase, type CaseRow } from './case-row';

export interface ListCasesInput {
  /** `open` when absent. */
  state?: CaseState | undefined;
  /** Cases of one person. */
  userId?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 100; 20 when absent. */
  limit?: number | undefined;
}

const PAGE = 20;

const LIST = `SELECT ${CASE_COLUMNS} FROM ${CASE_FROM}
  WHERE c.state = $1::text AND ($2::uuid IS NULL OR c.user_id = $2::uuid)
    AND ($3::smallint IS NULL OR (c.score, c.created_at, c.id) < ($3::smallint, $4::timestamptz, $5::uuid))
  ORDER BY c.score DESC, c.created_at DESC, c.id DESC LIMIT $6::int`;

const SCORE = /^\d{1,4}$/;

/** Cases of one state, the worst first. @throws AppError invalid_input, unauthenticated, forbidden. */
export async function listCases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListCasesInput;
}): Promise<{ items: RiskCase[]; nextCursor: string | null }> {
  requireAdmin(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const after = input.cursor ? decodeLedCursor(input.cursor, SCORE) : null;
  const rows = await ctx.db.sql<CaseRow>(LIST, [
    input.state ?? 'open',
    input.userId ?? null,
    after?.lead ?? null,
    after?.createdAt ?? null,
    after?.id ?? null,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toCase), nextCursor: rows.length > limit && last ? encodeCursor(last, last.score) : null };
}

/** How many cases wait for an operator, counted up to 100. @throws AppError unauthenticated, forbidden. */
export async function countOpenCases({ ctx }: { ctx: Ctx }): Promise<number> {
  requireAdmin(ctx.actor);
  const [row] = await ctx.db.sql<{ open: number }>(
    `SELECT count(*)::int AS open FROM (SELECT 1 FROM risk_cases WHERE state = 'open' LIMIT 100) AS waiting`,
  );
  return row?.open ?? 0;
}
