import { requireAdmin, type Verb } from '@/lib/context';
import { daysOf, questionsOf, sumOf } from './campaign-figures';
import { findCampaign } from './campaign-row';
import type { CampaignReport } from './types';

/** A campaign with its numbers of the last 30 UTC days. @throws AppError forbidden; not_found. */
export const getCampaign: Verb<{ id: string }, CampaignReport> = async ({ ctx, input: { id } }) => {
  requireAdmin(ctx.actor);
  const campaign = await findCampaign(ctx, id);
  const [days, questions] = await Promise.all([daysOf(ctx, id), questionsOf(ctx, id, campaign.question)]);
  return { campaign, figures: sumOf(days), days, questions };
};
