import type { AdKind, CampaignCreative, Creative } from '../types';
import { creativeById } from './house-creatives';

export { clickAd } from './click-ad';
export { createCampaign } from './create-campaign';
export { deleteCampaign } from './delete-campaign';
export { getCampaign } from './get-campaign';
export { creativesOf, HOUSE_CREATIVES } from './house-creatives';
export { listCampaigns, type ListedCampaign } from './list-campaigns';
export { findMedia } from './media/find-media';
export { openMedia, type OpenedMedia } from './media/open-media';
export { storeMedia, type MediaInput } from './media/store-media';
export { pickCreatives, type PickedCreative } from './pick-creative';
export { setCampaignState } from './set-campaign-state';
export { updateCampaign, type CampaignPatch } from './update-campaign';

/** What a view shows, from what its row keeps; the link of a campaign sends back whose click it was. */
export function creativeOf(
  view: { id: string; creativeId: string; creative: unknown },
  kind: AdKind,
  session: { sessionId: string; token: string },
): Creative {
  if (view.creative === null) return creativeById(view.creativeId, kind);
  const shown = view.creative as CampaignCreative;
  const campaign = shown.hasLink ? { ...shown, click: { ...session, viewId: view.id } } : shown;
  return { id: 'campaign', kind, scenes: 1, campaign };
}
