import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/**
 * Removes one of the actor's uploads with its text; runs that worked on it keep their answers. It makes room, but counts as one of
 * the day's all the same.
 * @throws AppError not_found for anybody else's and for what a run has made; unauthenticated, forbidden.
 */
export async function deleteUpload({ ctx, input: { id } }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(id)) throw notFound('file');
  const [row] = await ctx.db.sql<{ key: string | null }>('SELECT file_remove_upload($1::uuid, $2::uuid) AS key', [
    userId,
    id,
  ]);
  if (!row?.key) throw notFound('file');
  const { key } = row;
  await ctx.files
    .remove(key)
    .catch((error: unknown) => ctx.log.warn({ err: error, key }, 'a deleted file stays until it is swept'));
}
