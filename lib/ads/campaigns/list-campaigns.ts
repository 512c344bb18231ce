import { requireAdmin, type Verb } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { figuresOf, NO_FIGURES } from './campaign-figures';
import { CAMPAIGN_COLUMNS, FROM_CAMPAIGNS, toCampaignView, type CampaignRow } from './campaign-row';
import type { CampaignListInput } from './campaign-schema';
import type { CampaignFigures, CampaignView } from './types';

export interface ListedCampaign extends CampaignView {
  /** Of the last 30 UTC days. */
  figures: CampaignFigures;
}

/**
 * House ads that operators made, newest first, with their numbers. Ids begin with the time, so the last one is the cursor.
 * @throws AppError forbidden; invalid_input for a cursor that is none.
 */
export const listCampaigns: Verb<CampaignListInput, { items: ListedCampaign[]; nextCursor: string | null }> = async ({
  ctx,
  input: { state, cursor, limit },
}) => {
  requireAdmin(ctx.actor);
  if (cursor !== undefined && !isUuid(cursor)) throw invalidField('cursor', 'is not a cursor of this list');
  const rows = await ctx.db.sql<CampaignRow>(
    `SELECT ${CAMPAIGN_COLUMNS} FROM ${FROM_CAMPAIGNS}
     WHERE ($1::text IS NULL OR c.state = $1::text) AND ($2::uuid IS NULL OR c.id < $2::uuid)
     ORDER BY c.id DESC LIMIT $3::integer`,
    [state ?? null, cursor ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const now = ctx.clock.now();
  const figures = await figuresOf(
    ctx,
    page.map(({ id }) => id),
  );
  const items = page.map((row) => ({ ...toCampaignView(row, now), figures: figures.get(row.id) ?? NO_FIGURES }));
  return { items, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
};
