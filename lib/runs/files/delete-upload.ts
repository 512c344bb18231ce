import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/**
 * Removes one of the actor's uploads with its text; runs that worked on it keep their answers.
 * @throws AppError not_found for anybody else's and for what a run has made; unauthenticated, forbidden.
 */
export async function deleteUpload({ ctx, input: { id } }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(id)) throw notFound('file');
  const [row] = await ctx.db.sql<{ key: string }>(
    `DELETE FROM files WHERE id = $1::uuid AND user_id = $2::uuid AND origin = 'upload' RETURNING storage_key AS key`,
    [id, userId],
  );
  if (!row) throw notFound('file');
  await ctx.files
    .remove(row.key)
    .catch((error: unknown) => ctx.log.warn({ err: error, key: row.key }, 'a deleted file stays until it is swept'));
}
