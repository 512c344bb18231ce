import { createHash } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { utcDayStart } from '@/lib/format';
import { DEFAULT_LOCALE } from '@/lib/i18n';
import type { AdKind, CampaignCreative, QuestionWords } from '../types';
import { toCreative } from './campaign-row';
import type { Campaign } from './campaign-schema';
import { creativesOf } from './house-creatives';
import { houseQuestion } from './house-questions';

/** What a house view shows, as its row keeps it. */
export interface PickedCreative {
  creativeId: string;
  campaignId: string | null;
  /** Of a campaign: what it says now. */
  creative: CampaignCreative | null;
  question: QuestionWords | null;
}

export interface PickInput {
  userId: string;
  plan: 'free' | 'premium';
  kind: AdKind;
  count: number;
  /** The same seed picks the same: the session's id. */
  seed: string;
}

type Candidate = PickedCreative & { weight: number };

interface Suiting {
  /** Of the campaign or built-in creative that the person saw last. */
  lastId: string | null;
  campaigns: {
    id: string;
    weight: number;
    creative: Campaign['creative'];
    question: QuestionWords | null;
    mediaType: string | null;
  }[];
}

/** A number above 0 and below 1 that follows from the text alone. */
function shareOf(text: string): number {
  return (createHash('sha256').update(text).digest().readUIntBE(0, 6) + 1) / (2 ** 48 + 1);
}

/** By weight: each comes up as often as its share of all weights says, whatever else there is. */
function draw(candidates: readonly Candidate[], seed: string): Candidate {
  const scored = candidates.map((candidate) => ({
    candidate,
    score: -Math.log(shareOf(`${seed}:${candidate.campaignId ?? candidate.creativeId}`)) / candidate.weight,
  }));
  const [first] = scored.toSorted((a, b) => a.score - b.score);
  if (!first) throw new Error('there is nothing to show');
  return first.candidate;
}

function candidatesOf(suiting: Suiting['campaigns'], kind: AdKind, builtInWeight: number): Candidate[] {
  const campaigns = suiting.map(({ id, weight, creative, question, mediaType }): Candidate => {
    const media = creative.mediaId !== null && mediaType !== null ? { id: creative.mediaId, mediaType } : null;
    return { creativeId: 'campaign', campaignId: id, creative: toCreative(id, creative, media), question, weight };
  });
  // Without weight the built-in ones are shown only where nothing else is.
  if (builtInWeight === 0 && campaigns.length > 0) return campaigns;
  const builtIn = creativesOf(kind).map(({ id }) => ({
    ...{ creativeId: id, campaignId: null, creative: null, question: houseQuestion(id) },
    weight: builtInWeight || 1,
  }));
  return [...campaigns, ...builtIn];
}

const SUITING = `SELECT ad_suiting($1::uuid, $2::timestamptz, $3::timestamptz, $4::text, $5::text, $6::text, $7::text) AS found`;

const idOf = ({ campaignId, creativeId }: PickedCreative) => campaignId ?? creativeId;

/**
 * What the views of a session show: campaigns that are live, suit the viewer and are below their daily cap, and the built-in
 * creatives, by weight, and never the same twice in a row where there is a choice. One round trip.
 */
export async function pickCreatives(
  ctx: Ctx,
  { userId, plan, kind, count, seed }: PickInput,
): Promise<PickedCreative[]> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.sql<{ found: Suiting }>(SUITING, [
    ...[userId, utcDayStart(now), now],
    ...[kind, ctx.country, DEFAULT_LOCALE, plan],
  ]);
  const { lastId, campaigns } = row?.found ?? { lastId: null, campaigns: [] };
  const all = candidatesOf(campaigns, kind, ctx.settings.current().ads.builtInWeight);
  let last = lastId;
  return Array.from({ length: count }, (_, index) => {
    const others = all.filter((candidate) => idOf(candidate) !== last);
    const { weight: _weight, ...picked } = draw(others.length > 0 ? others : all, `${seed}:${index}`);
    last = idOf(picked);
    return picked;
  });
}
