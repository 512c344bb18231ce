import { requireUserId, type Ctx } from '@/lib/context';
import { decodeCursor, encodeCursor } from './cursor';
import { RUN_COLUMNS, toRecord, type RunRow } from './run-record';
import { toRunView } from './run-view';
import { storable } from './storable';
import type { RunKind, RunView } from './types';

export interface RunFilter {
  cursor?: string;
  /** 1 to 100; 20 when absent. */
  limit?: number;
  toolId?: string;
  kind?: RunKind;
  favourite?: boolean;
  /** Words looked for in the input, the answer and the note. */
  q?: string;
}

const PAGE = 20;

const LIST = `SELECT ${RUN_COLUMNS} FROM runs
  WHERE user_id = $1::uuid AND deleted_at IS NULL
    AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
    AND ($4::text IS NULL OR tool_id = $4::text)
    AND ($5::text IS NULL OR kind = $5::text)
    AND ($6::boolean IS NULL OR favourite = $6::boolean)
    AND ($7::text IS NULL OR output ->> 'text' ILIKE $7::text OR note ILIKE $7::text
      OR EXISTS (SELECT 1 FROM jsonb_each_text(input) AS field WHERE field.value ILIKE $7::text))
  ORDER BY created_at DESC, id DESC LIMIT $8::int`;

/** `%`, `_` and `\` stand for themselves in what people look for. */
function likePattern(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`;
}

/** The actor's runs, newest first. */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RunFilter;
}): Promise<{ items: RunView[]; nextCursor: string | null }> {
  const userId = requireUserId(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const after = input.cursor ? decodeCursor(input.cursor) : null;
  const words = input.q === undefined ? '' : storable(input.q).trim();
  const rows = await ctx.db.sql<RunRow>(LIST, [
    userId,
    after?.createdAt ?? null,
    after?.id ?? null,
    input.toolId === undefined ? null : storable(input.toolId),
    input.kind ?? null,
    input.favourite ?? null,
    words ? likePattern(words) : null,
    // One more than asked tells whether there is a next page.
    limit + 1,
  ]);
  const page = rows.slice(0, limit).map(toRecord);
  const last = page.at(-1);
  return {
    items: page.map((record) => toRunView(record, ctx.ai)),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  };
}
