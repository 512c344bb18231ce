import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, type RunRow } from './run-record';
import { toRunView } from './run-view';
import { storable } from './storable';
import type { RunView } from './types';

export interface RunPatch {
  id: string;
  favourite?: boolean;
  /** Null removes it. */
  note?: string | null;
}

/** Marks one of the actor's runs as a favourite, or remarks on it. Members that are absent stay as they are. */
export async function updateRun({ ctx, input }: { ctx: Ctx; input: RunPatch }): Promise<RunView> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.id)) throw notFound('run');
  const [row] = await ctx.db.sql<RunRow>(
    `UPDATE runs SET favourite = coalesce($3::boolean, favourite), note = CASE WHEN $4::boolean THEN $5::text ELSE note END
     WHERE id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL RETURNING ${RUN_COLUMNS}`,
    [input.id, userId, input.favourite ?? null, input.note !== undefined, input.note ? storable(input.note) : null],
  );
  if (!row) throw notFound('run');
  return toRunView(toRecord(row), ctx.ai);
}
