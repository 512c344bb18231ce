import { requireUserId, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, type RunRow } from './run-record';
import { toRunView } from './run-view';
import { hexSignature } from './search/sign-runs';
import { storable } from './storable';
import type { RunView } from './types';

export interface RunPatch {
  id: string;
  favourite?: boolean;
  /** Null removes it. */
  note?: string | null;
}

const UPDATE = `UPDATE runs SET favourite = coalesce($3::boolean, favourite),
    note = CASE WHEN $4::boolean THEN $5::text ELSE note END
  WHERE id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL RETURNING ${RUN_COLUMNS}`;

const RESIGN = `UPDATE run_search SET signature = decode($2::text, 'hex')
  WHERE run_id = $1::uuid AND status <> 'running' RETURNING run_id`;

/**
 * Marks one of the actor's runs as a favourite, or remarks on it. Members that are absent stay as they are. What the note says is
 * found from then on.
 * @throws AppError not_found, also for a malformed id; unauthenticated.
 */
export async function updateRun({ ctx, input }: { ctx: Ctx; input: RunPatch }): Promise<RunView> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.id)) throw notFound('run');
  const changesNote = input.note !== undefined;
  const values = [input.id, userId, input.favourite ?? null, changesNote, input.note ? storable(input.note) : null];
  const change = async (db: Db) => {
    const [row] = await db.sql<RunRow>(UPDATE, values);
    if (!row) throw notFound('run');
    const run = toRecord(row);
    if (changesNote) await db.sql(RESIGN, [run.id, hexSignature(run)]);
    return run;
  };
  const record = await (changesNote ? ctx.db.transaction(change) : change(ctx.db));
  return toRunView(record, ctx.ai);
}
