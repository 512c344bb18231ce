import { deleteCampaignSpec, getCampaignSpec, updateCampaignSpec } from '@/app/api/_specs/campaigns';
import { deleteCampaign, getCampaign, updateCampaign } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getCampaignSpec, async ({ ctx, params }) => ({
  body: await getCampaign({ ctx, input: params }),
}));

export const PATCH = defineRoute(updateCampaignSpec, async ({ ctx, params, body }) => ({
  body: { campaign: await updateCampaign({ ctx, input: { ...params, patch: body } }) },
}));

export const DELETE = defineRoute(deleteCampaignSpec, async ({ ctx, params }) => {
  const campaign = await deleteCampaign({ ctx, input: params });
  return campaign ? { body: { campaign } } : {};
});
