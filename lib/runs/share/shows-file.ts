import type { Ctx } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { isSlug } from './new-slug';

/**
 * Whether a live link shows this file. Needs no actor: the slug is the permission. Queries of their own ask
 * `share_shows_file($slug::text, files.id)` instead, in the same round trip, once `isSlug` holds.
 */
export async function showsFile({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { slug: string; fileId: string };
}): Promise<boolean> {
  if (!isSlug(input.slug) || !isUuid(input.fileId)) return false;
  const [row] = await ctx.db.sql<{ shown: boolean }>('SELECT share_shows_file($1::text, $2::uuid) AS shown', [
    input.slug,
    input.fileId,
  ]);
  return row?.shown === true;
}
