import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Verb } from '@/lib/context';
import { findCampaign } from './campaign-row';
import type { CampaignView } from './types';
import { setCampaignState } from './set-campaign-state';

/**
 * Removes a draft. Anything else has been seen: it ends, and keeps its numbers.
 * @returns the ended campaign; null where nothing is left of it
 * @throws AppError forbidden; not_found.
 */
export const deleteCampaign: Verb<{ id: string }, CampaignView | null> = async ({ ctx, input: { id } }) => {
  requireAdmin(ctx.actor);
  const before = await findCampaign(ctx, id);
  if (before.state === 'ended') return before;
  const gone = await ctx.db.transaction(async (db) => {
    const rows = await db.sql<{ name: string }>(
      `DELETE FROM ad_campaigns WHERE id = $1::uuid AND state = 'draft' RETURNING name`,
      [id],
    );
    for (const { name } of rows)
      await audit(withCtx(ctx, { db }), {
        action: 'campaign.delete',
        subjectType: 'campaign',
        subjectId: id,
        data: { name },
      });
    return rows.length > 0;
  });
  return gone ? null : setCampaignState({ ctx, input: { id, state: 'ended' } });
};
