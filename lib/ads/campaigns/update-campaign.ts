import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx, type Verb } from '@/lib/context';
import type { Prisma } from '@/lib/db';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { mergePatch } from '@/lib/settings';
import { campaignParameters, findCampaign } from './campaign-row';
import type { Campaign } from './campaign-schema';
import { assertMedia, assertTimeLeft, checkCampaign } from './check-campaign';
import type { CampaignState, CampaignView } from './types';

export interface CampaignPatch {
  id: string;
  /** RFC 7396: null takes a member back to its default. */
  patch: { [name: string]: unknown };
}

/** What may follow on what. What has run keeps its numbers: it never becomes a draft again, and an ended one stays as it is. */
const NEXT: Readonly<Record<CampaignState, readonly CampaignState[]>> = {
  draft: ['draft', 'live'],
  live: ['live', 'paused', 'ended'],
  paused: ['paused', 'live', 'ended'],
  ended: [],
};

function assertState(before: CampaignState, after: CampaignState): void {
  if (before === 'ended') throw new AppError('conflict', 'This campaign has ended. Make a new one.');
  if (!NEXT[before].includes(after)) throw new AppError('conflict', `A campaign cannot go from ${before} to ${after}.`);
}

/** What an operator said, without what the hub added. */
function said({
  name,
  state,
  startsAt,
  endsAt,
  weight,
  capPerUserDay,
  target,
  creative,
  question,
}: CampaignView): Campaign {
  return { name, state, startsAt, endsAt, weight, capPerUserDay, target, creative, question };
}

async function write(ctx: Ctx, id: string, campaign: Campaign): Promise<void> {
  await ctx.db.sql(
    `UPDATE ad_campaigns SET name = $2::text, state = $3::text, starts_at = $4::timestamptz, ends_at = $5::timestamptz,
       weight = $6::integer, cap_per_user_day = $7::integer, target = $8::jsonb, creative = $9::jsonb, question = $10::jsonb,
       updated_at = $11::timestamptz
     WHERE id = $1::uuid RETURNING id`,
    [id, ...campaignParameters(campaign), ctx.clock.now()],
  );
}

/**
 * Changes a campaign by a merge patch (RFC 7396). Sessions under way keep showing what they began with.
 * @throws AppError forbidden; not_found; invalid_input naming each wrong member; conflict for a state that cannot follow, and
 *   for anything on a campaign that has ended. Nothing is changed then.
 */
export const updateCampaign: Verb<CampaignPatch, CampaignView> = async ({ ctx, input: { id, patch } }) => {
  requireAdmin(ctx.actor);
  if (!isUuid(id)) throw notFound('campaign');
  return ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    await db.sql('SELECT id FROM ad_campaigns WHERE id = $1::uuid FOR UPDATE', [id]);
    const before = await findCampaign(tx, id);
    const after = checkCampaign(mergePatch({ ...said(before) }, patch));
    assertState(before.state, after.state);
    if (after.state !== before.state || patch.endsAt !== undefined) assertTimeLeft(ctx, after);
    await assertMedia(tx, after);
    await write(tx, id, after);
    const data = { patch: patch as Prisma.InputJsonObject };
    await audit(tx, { action: 'campaign.update', subjectType: 'campaign', subjectId: id, data });
    return findCampaign(tx, id);
  });
};
