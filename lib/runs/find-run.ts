import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { RUN_COLUMNS, toRecord, type RunRecord, type RunRow } from './run-record';

/** The actor's own run. Somebody else's, a deleted one and a malformed id are all "not found". */
export async function findOwnRun(ctx: Ctx, id: string): Promise<RunRecord> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(id)) throw notFound('run');
  const [row] = await ctx.db.sql<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL`,
    [id, userId],
  );
  if (!row) throw notFound('run');
  return toRecord(row);
}
