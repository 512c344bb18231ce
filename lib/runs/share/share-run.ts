import { AppError } from '@/lib/errors';
import type { Ctx } from '@/lib/context';
import { findOwnRun } from '../find-run';
import { newSlug } from './new-slug';
import { SHARE_COLUMNS, toShareView, type ShareRow } from './share-row';
import type { ShareView } from '../types';

export interface ShareInput {
  id: string;
  /** Absent: as it is, and false for a new link. */
  showInput?: boolean;
}

/** The run's row is locked, so a deletion comes before and refuses, or after and revokes. */
const SHARE = `INSERT INTO shares (slug, run_id, user_id, show_input, created_at)
  SELECT $1::text, runs.id, runs.user_id, coalesce($4::boolean, false), $5::timestamptz FROM runs
    WHERE runs.id = $2::uuid AND runs.user_id = $3::uuid AND runs.deleted_at IS NULL FOR SHARE OF runs
  ON CONFLICT (run_id) WHERE revoked_at IS NULL DO UPDATE SET show_input = coalesce($4::boolean, shares.show_input)
  RETURNING ${SHARE_COLUMNS}`;

/**
 * Gives one of the actor's results a link, or answers with the one it has; `created` tells which.
 * @throws AppError not_found; conflict while the run is under way, and where nothing came of it.
 */
export async function shareRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ShareInput;
}): Promise<{ share: ShareView; created: boolean }> {
  const run = await findOwnRun(ctx, input.id);
  if (run.status === 'running') throw new AppError('conflict', 'Wait until this run has ended before sharing it.');
  const { text, files } = run.output;
  if (!text && !files?.length) throw new AppError('conflict', 'This run has no result to share.');
  const slug = newSlug();
  const values = [slug, run.id, run.userId, input.showInput ?? null, ctx.clock.now()];
  const [row] = await ctx.db.sql<ShareRow>(SHARE, values);
  if (!row) throw new AppError('conflict', 'This run was deleted meanwhile.');
  return { share: toShareView(row), created: row.slug === slug };
}
