import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { CampaignCreative } from '../types';
import type { Campaign } from './campaign-schema';
import type { CampaignMedia, CampaignPhase, CampaignView } from './types';

export interface CampaignRow extends Omit<Campaign, 'startsAt' | 'endsAt'> {
  id: string;
  startsAt: Date | null;
  endsAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  media: MediaFacts | null;
}

/** What is kept of an uploaded picture or film. */
export type MediaFacts = Omit<CampaignMedia, 'url' | 'type'>;

/** For a query of `ad_media m`. */
export const MEDIA_FACTS = `jsonb_build_object('id', m.id, 'mediaType', m.media_type, 'bytes', m.bytes, 'width', m.width,
  'height', m.height)`;

/** For a query of `ad_campaigns c` with `ad_media m`. */
export const CAMPAIGN_COLUMNS = `c.id, c.name, c.state, c.starts_at AS "startsAt", c.ends_at AS "endsAt", c.weight,
  c.cap_per_user_day AS "capPerUserDay", c.target, c.creative, c.question, c.created_at AS "createdAt", c.updated_at AS "updatedAt",
  CASE WHEN m.id IS NULL THEN NULL ELSE ${MEDIA_FACTS} END AS media`;

export const FROM_CAMPAIGNS = `ad_campaigns c LEFT JOIN ad_media m ON m.id = (c.creative ->> 'mediaId')::uuid`;

const mediaUrl = (id: string): string => `/api/ads/media/${id}`;

export const mediaKind = (mediaType: string): 'image' | 'video' => (mediaType.startsWith('video/') ? 'video' : 'image');

export const toMedia = (facts: MediaFacts): CampaignMedia => ({
  ...facts,
  url: mediaUrl(facts.id),
  type: mediaKind(facts.mediaType),
});

function phaseOf({ state, startsAt, endsAt }: CampaignRow, now: Date): CampaignPhase {
  if (state !== 'live') return state;
  if (endsAt !== null && endsAt <= now) return 'over';
  return startsAt !== null && startsAt > now ? 'waiting' : 'running';
}

export function toCampaignView(row: CampaignRow, now: Date): CampaignView {
  const { startsAt, endsAt, createdAt, updatedAt, media, ...rest } = row;
  return {
    ...rest,
    phase: phaseOf(row, now),
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    media: media && toMedia(media),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A campaign as the player draws it. Where its link leads is the server's to know. */
export function toCreative(
  id: string,
  { headline, body, action, url, alt }: Campaign['creative'],
  media: Pick<CampaignMedia, 'id' | 'mediaType'> | null,
): CampaignCreative {
  return {
    campaignId: id,
    headline,
    body,
    action,
    hasLink: url !== null,
    media: media && { url: mediaUrl(media.id), type: mediaKind(media.mediaType), alt },
  };
}

/** What an operator said, as both statements that write it take it: from `$2` on, name to question. */
export const campaignParameters = (campaign: Campaign) => [
  ...[campaign.name, campaign.state, campaign.startsAt, campaign.endsAt, campaign.weight, campaign.capPerUserDay],
  ...[JSON.stringify(campaign.target), JSON.stringify(campaign.creative)],
  campaign.question && JSON.stringify(campaign.question),
];

/** One campaign as it stands. @throws AppError not_found. */
export async function findCampaign(ctx: Ctx, id: string): Promise<CampaignView> {
  if (!isUuid(id)) throw notFound('campaign');
  const [row] = await ctx.db.sql<CampaignRow>(
    `SELECT ${CAMPAIGN_COLUMNS} FROM ${FROM_CAMPAIGNS} WHERE c.id = $1::uuid`,
    [id],
  );
  if (!row) throw notFound('campaign');
  return toCampaignView(row, ctx.clock.now());
}
