import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Verb } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { campaignParameters, findCampaign } from './campaign-row';
import type { CampaignInput } from './campaign-schema';
import { assertMedia, assertTimeLeft, checkCampaign } from './check-campaign';
import type { CampaignView } from './types';

/**
 * Writes down a new house ad: a draft, unless it says `live`.
 * @throws AppError forbidden; invalid_input naming each wrong member, with nothing written.
 */
export const createCampaign: Verb<CampaignInput, CampaignView> = async ({ ctx, input }) => {
  const { userId } = requireAdmin(ctx.actor);
  const campaign = checkCampaign(input);
  if (campaign.state !== 'draft' && campaign.state !== 'live') throw invalidField('state', 'must be draft or live');
  assertTimeLeft(ctx, campaign);
  const id = ctx.ids.uuid();
  return ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    await assertMedia(tx, campaign);
    await db.sql(
      `INSERT INTO ad_campaigns (id, name, state, starts_at, ends_at, weight, cap_per_user_day, target, creative, question,
         created_at, updated_at, created_by)
       VALUES ($1::uuid, $2::text, $3::text, $4::timestamptz, $5::timestamptz, $6::integer, $7::integer, $8::jsonb, $9::jsonb,
         $10::jsonb, $11::timestamptz, $11::timestamptz, $12::uuid) RETURNING id`,
      [id, ...campaignParameters(campaign), ctx.clock.now(), userId],
    );
    const data = { name: campaign.name, state: campaign.state };
    await audit(tx, { action: 'campaign.create', subjectType: 'campaign', subjectId: id, data });
    return findCampaign(tx, id);
  });
};
