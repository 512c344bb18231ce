import { requireUserId, type Ctx } from '@/lib/context';
import { encodeCursor, type Cursor } from '@/lib/db';
import { cursorOf, filterValues, limitOf, runConditions, sharedConditions, type RunFilter } from './history/filter';
import { RUN_COLUMNS, toRecord, type RunRecord, type RunRow } from './run-record';
import { toRunView } from './run-view';
import { wordsOf } from './search/fold';
import { searchRuns } from './search/search-runs';
import { storable } from './storable';
import type { RunView } from './types';

export type { RunFilter } from './history/filter';

export interface RunPage {
  items: RunView[];
  /** Null behind the last run. A search that has looked through much may give one with few items, or none. */
  nextCursor: string | null;
}

/**
 * A conversation is told by its first run, which does not know yet that it is one. A value, not a condition that the planner could
 * make a join of: without statistics (the embedded database) it chose one that took a hundred times as long.
 */
const LATEST_TURN = `AND coalesce((SELECT false FROM runs later
  WHERE later.conversation_id = coalesce(runs.conversation_id, runs.id) AND later.user_id = runs.user_id
    AND later.deleted_at IS NULL AND (later.created_at, later.id) > (runs.created_at, runs.id) LIMIT 1), true)`;

function listQuery(filter: RunFilter): string {
  return `SELECT ${RUN_COLUMNS} FROM runs WHERE ${sharedConditions('runs', 'id')} AND ${runConditions(filter)}
    ${filter.latestTurns ? LATEST_TURN : ''} ORDER BY runs.created_at DESC, runs.id DESC LIMIT $11::int`;
}

async function readPage(
  ctx: Ctx,
  userId: string,
  input: RunFilter,
): Promise<{ page: RunRecord[]; end: Cursor | null }> {
  const limit = limitOf(input);
  // One more than asked tells whether there is a next page.
  const values = [...filterValues(userId, input, cursorOf(input)), limit + 1];
  const rows = await ctx.db.sql<RunRow>(listQuery(input), values);
  const page = rows.slice(0, limit).map(toRecord);
  return { page, end: rows.length > limit ? (page.at(-1) ?? null) : null };
}

/**
 * The actor's runs, newest first.
 * @throws AppError invalid_input (cursor); unauthenticated.
 */
export async function listRuns({ ctx, input }: { ctx: Ctx; input: RunFilter }): Promise<RunPage> {
  const userId = requireUserId(ctx.actor);
  const words = wordsOf(storable(input.q ?? ''));
  const { page, end } =
    words.length === 0 ? await readPage(ctx, userId, input) : await searchRuns(ctx, userId, input, words);
  return { items: page.map((record) => toRunView(record, ctx.ai)), nextCursor: end ? encodeCursor(end) : null };
}
