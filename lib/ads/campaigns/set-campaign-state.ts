import type { Verb } from '@/lib/context';
import type { CampaignState, CampaignView } from './types';
import { updateCampaign } from './update-campaign';

/**
 * Puts a campaign live, pauses it, or ends it for good.
 * @throws AppError forbidden; not_found; conflict for a state that cannot follow; invalid_input for one whose time is over.
 */
export const setCampaignState: Verb<{ id: string; state: CampaignState }, CampaignView> = ({ ctx, input }) =>
  updateCampaign({ ctx, input: { id: input.id, patch: { state: input.state } } });
