import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, type RunRow } from '../run-record';
import { toRunView } from '../run-view';
import type { RunView } from '../types';

export interface Conversation {
  /** Oldest first; the last one is the run that was asked for. */
  runs: RunView[];
  /** The run before the first of these; null where the conversation begins with it. */
  before: string | null;
}

const PAGE = 50;
const MOST = 200;

/**
 * A page may end with a run that was deleted, as long as the conversation went on behind it: the page before it would be out
 * of reach. `RUN_COLUMNS` want the table by its own name, so the line is a list of ids beside it.
 */
const PAGE_OF_LINE = `WITH RECURSIVE line AS (
    SELECT id, continues_id, 1 AS depth FROM runs WHERE id = $1::uuid AND user_id = $2::uuid
      AND (deleted_at IS NULL OR EXISTS (SELECT 1 FROM runs later WHERE later.continues_id = runs.id AND later.user_id = $2::uuid))
    UNION ALL
    SELECT r.id, r.continues_id, line.depth + 1 FROM line JOIN runs r ON r.id = line.continues_id
      WHERE r.user_id = $2::uuid AND line.depth <= $3::integer)
  SELECT ${RUN_COLUMNS} FROM runs WHERE id IN (SELECT line.id FROM line)
  ORDER BY (SELECT line.depth FROM line WHERE line.id = runs.id)`;

/**
 * A conversation of the actor up to one of its runs, in pages that end with `runId`: one query. Runs that were deleted in
 * between are left out.
 * @throws AppError not_found for a foreign or malformed id, and for a deleted run behind which nothing goes on; unauthenticated.
 */
export async function getConversation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { runId: string; limit?: number };
}): Promise<Conversation> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.runId)) throw notFound('run');
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), MOST);
  const rows = await ctx.db.sql<RunRow>(PAGE_OF_LINE, [input.runId, userId, limit]);
  if (rows.length === 0) throw notFound('run');
  const page = rows.slice(0, limit);
  const runs = page
    .filter((row) => Object.keys(row.input).length > 0)
    .toReversed()
    .map((row) => toRunView(toRecord(row), ctx.ai));
  return { runs, before: rows[limit]?.id ?? null };
}
