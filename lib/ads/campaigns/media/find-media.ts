import { requireAdmin, type Verb } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { MEDIA_FACTS, toMedia, type MediaFacts } from '../campaign-row';
import type { CampaignMedia } from '../types';

/** What is known of an uploaded picture or film; null where there is none. @throws AppError forbidden. */
export const findMedia: Verb<{ id: string }, CampaignMedia | null> = async ({ ctx, input: { id } }) => {
  requireAdmin(ctx.actor);
  if (!isUuid(id)) return null;
  const [row] = await ctx.db.sql<{ media: MediaFacts }>(
    `SELECT ${MEDIA_FACTS} AS media FROM ad_media m WHERE m.id = $1::uuid`,
    [id],
  );
  return row ? toMedia(row.media) : null;
};
