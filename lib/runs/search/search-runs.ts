import type { Ctx } from '@/lib/context';
import type { Cursor } from '@/lib/db';
import { cursorOf, filterValues, limitOf, runConditions, sharedConditions, type RunFilter } from '../history/filter';
import { RUN_COLUMNS, toRecord, type RunRecord, type RunRow } from '../run-record';
import { holdsWords } from './searched-text';
import { testsOf } from './signature';

/** Runs compared in one round trip, and round trips for one page: what is not found by then is the next page's. */
const BATCH = 60;
const MOST_BATCHES = 12;
/** $12 to $19; get_bit counts from the lowest bit of the first byte, as signatureOf does. */
const FIRST_TEST = 12;
const TESTS = testsOf(['']).map(
  (_, place) => `get_bit(s.signature, ($${FIRST_TEST + place}::int & (octet_length(s.signature) * 8 - 1))::bigint) = 1`,
);

/** Few are favourites, or of one conversation: they are gathered once, and no row of `runs` is read for any other. */
function alsoRun(filter: RunFilter): string {
  const { favourite, ...rest } = filter;
  const few = favourite || rest.conversationId || rest.batchId;
  const among = (conditions: string) =>
    `(ARRAY(SELECT runs.id FROM runs WHERE runs.user_id = $1::uuid AND ${conditions}))`;
  if (few) return `AND s.run_id = ANY ${among(runConditions(filter))}`;
  return favourite === false ? `AND s.run_id <> ALL ${among('runs.favourite AND runs.deleted_at IS NULL')}` : '';
}

/** Only what can hold the words is read; what has no signature yet, or had none of its answer, can. */
function candidates(filter: RunFilter): string {
  return `WITH found AS (
    (SELECT s.run_id AS id FROM run_search s
      WHERE ${sharedConditions('s', 'run_id')}
        AND (s.status = 'running' OR ($6::text IS NULL OR s.status = $6::text) AND ${TESTS.join(' AND ')}) ${alsoRun(filter)}
      ORDER BY s.created_at DESC, s.run_id DESC LIMIT $11::int)
    UNION ALL
    (SELECT runs.id FROM runs
      WHERE ${sharedConditions('runs', 'id')} AND ${runConditions(filter)}
        AND runs.id >= (SELECT signed_below FROM run_search_mark)
        AND NOT EXISTS (SELECT 1 FROM run_search s WHERE s.run_id = runs.id)
      ORDER BY runs.created_at DESC, runs.id DESC LIMIT $11::int))
  SELECT ${RUN_COLUMNS} FROM runs WHERE id IN (SELECT id FROM found)
  ORDER BY created_at DESC, id DESC LIMIT $11::int`;
}

/**
 * A page of one user's runs that hold all of `words` (folded). The database leaves out what cannot hold them; what is left is
 * compared here, so the answer is exact. `end`: where the next page begins.
 */
export async function searchRuns(
  ctx: Pick<Ctx, 'db'>,
  userId: string,
  filter: RunFilter,
  words: readonly string[],
): Promise<{ page: RunRecord[]; end: Cursor | null }> {
  const limit = limitOf(filter);
  const query = candidates(filter);
  const tests = testsOf(words);
  const page: RunRecord[] = [];
  let after = cursorOf(filter);
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await ctx.db.sql<RunRow>(query, [...filterValues(userId, filter, after), BATCH, ...tests]);
    for (const record of rows.map(toRecord)) {
      after = record;
      // One that was deleted meanwhile holds nothing any more.
      if ((filter.status && record.status !== filter.status) || !holdsWords(record, words)) continue;
      if (page.length === limit) return { page, end: page.at(-1) ?? null };
      page.push(record);
    }
    if (rows.length < BATCH) return { page, end: null };
  }
  return { page, end: after };
}
