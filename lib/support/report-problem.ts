import { requireUserId, withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { emit } from '@/lib/events';
import { DAY_MS } from '@/lib/format';
import { findOwnRun, storable } from '@/lib/runs';
import { PROBLEM_COLUMNS, toProblem, type ProblemRow } from './problem-row';
import type { ProblemReason, ProblemView } from './types';

export interface ReportProblemInput {
  runId: string;
  reason: ProblemReason;
  /** At most 2,000 characters. */
  message?: string | undefined;
  /** The operator may look at what was typed and what came. */
  sharesContent?: boolean | undefined;
}

export interface ReportProblemResult {
  problem: ProblemView;
  /** It was reported before, and that report is still open: it stays as it was. */
  repeated: boolean;
}

const OPEN = `SELECT ${PROBLEM_COLUMNS} FROM run_problems p WHERE p.run_id = $1::uuid AND p.status = 'open'`;

/** One statement looks, counts and writes; of two at once the unique index lets one be. */
const REPORT = `WITH full_at AS (
    SELECT created_at FROM run_problems WHERE user_id = $3::uuid AND created_at > $8::timestamptz
    ORDER BY created_at DESC OFFSET $9::integer - 1 LIMIT 1),
  made AS (
    INSERT INTO run_problems AS p (id, run_id, user_id, reason, message, shares_content, created_at)
    SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::boolean, $7::timestamptz
    WHERE NOT EXISTS (SELECT 1 FROM full_at)
    ON CONFLICT (run_id) WHERE status = 'open' DO NOTHING
    RETURNING p.id)
  SELECT (SELECT created_at FROM full_at) AS "fullAt", EXISTS (SELECT 1 FROM made) AS made`;

async function openOne(ctx: Ctx, runId: string): Promise<ProblemView | null> {
  const [row] = await ctx.db.sql<ProblemRow>(OPEN, [runId]);
  return row ? toProblem(row) : null;
}

function tooMany(oldest: Date, now: Date): AppError {
  const retryAt = new Date(oldest.getTime() + DAY_MS);
  return new AppError(
    'cap_reached',
    'You have reported many runs within a day. Please wait before you report another.',
    {
      retryAfterSeconds: Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1_000)),
      extra: { retryAt: retryAt.toISOString() },
    },
  );
}

async function write(ctx: Ctx, userId: string, input: ReportProblemInput): Promise<ProblemView | null> {
  const now = ctx.clock.now();
  const message = input.message === undefined ? '' : storable(input.message).trim();
  const [row] = await ctx.db.sql<{ fullAt: Date | null; made: boolean }>(REPORT, [
    ...[ctx.ids.uuid(), input.runId, userId, input.reason, message || null, input.sharesContent ?? false],
    ...[now, new Date(now.getTime() - DAY_MS), ctx.settings.current().support.problemsPerDay],
  ]);
  if (row?.fullAt) throw tooMany(row.fullAt, now);
  if (!row?.made) return null;
  await emit(ctx, { type: 'run.reported', userId, data: { runId: input.runId, reason: input.reason } });
  return openOne(ctx, input.runId);
}

/**
 * Reports a problem with one of the actor's runs that has ended. While a report is open the run has no other: again is the same.
 * @throws AppError not_found for a foreign, deleted or malformed id; conflict while the run is under way; cap_reached with
 *   retryAt after too many reports within a day; unauthenticated, forbidden.
 */
export async function reportProblem({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ReportProblemInput;
}): Promise<ReportProblemResult> {
  const userId = requireUserId(ctx.actor);
  const run = await findOwnRun(ctx, input.runId);
  if (run.status === 'running') throw new AppError('conflict', 'Wait for the end of this run, or stop it first.');
  const known = await openOne(ctx, run.id);
  if (known) return { problem: known, repeated: true };
  const made = await ctx.db.transaction((db) => write(withCtx(ctx, { db }), userId, { ...input, runId: run.id }));
  if (made) return { problem: made, repeated: false };
  const other = await openOne(ctx, run.id);
  // Sent twice at once, and decided in between: hardly ever.
  if (!other) throw new AppError('conflict', 'This report was decided just now. Look at the run again.');
  return { problem: other, repeated: true };
}
