import { AppError } from '@/lib/errors';
import { withCtx, type Ctx } from '@/lib/context';
import { findOwnRun } from './find-run';
import { forgetResults } from './share/forget-results';

/**
 * Hides one of the actor's runs for good and empties it; its receipt stays in the ledger. Its link shows nothing any more.
 * Files go with the last run that shows them: an answer from the cache shows the files of the run it came from.
 * Throws conflict while the run is under way.
 */
export async function deleteRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const run = await findOwnRun(ctx, input.id);
  if (run.status === 'running') throw new AppError('conflict', 'Stop this run before deleting it.');
  const source = run.cachedFrom ?? run.id;
  const removed = await ctx.db.transaction(async (tx) => {
    // Locks the source run, so that of two deletions at once the later one sees the earlier.
    await tx.sql('SELECT id FROM runs WHERE id = $1::uuid FOR UPDATE', [source]);
    await tx.sql(
      `UPDATE runs SET deleted_at = $2::timestamptz, input = '{}', output = '{}', note = NULL WHERE id = $1::uuid`,
      [run.id, ctx.clock.now()],
    );
    await forgetResults({ ctx: withCtx(ctx, { db: tx }), input: { runIds: [run.id] } });
    return tx.sql<{ key: string }>(
      `DELETE FROM files WHERE run_id = $1::uuid AND NOT EXISTS (
         SELECT 1 FROM runs WHERE user_id = $2::uuid AND (id = $1::uuid OR cached_from = $1::uuid) AND deleted_at IS NULL)
       RETURNING storage_key AS key`,
      [source, run.userId],
    );
  });
  ctx.live.forget(run.id);
  await Promise.all(
    removed.map(({ key }) =>
      ctx.files
        .remove(key)
        .catch((error: unknown) => ctx.log.warn({ err: error, key }, 'a deleted file stays on disk')),
    ),
  );
}
