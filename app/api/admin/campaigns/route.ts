import { createCampaignSpec, listCampaignsSpec } from '@/app/api/_specs/campaigns';
import { createCampaign, listCampaigns } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listCampaignsSpec, async ({ ctx, query }) => ({
  body: await listCampaigns({ ctx, input: query }),
}));

export const POST = defineRoute(createCampaignSpec, async ({ ctx, body }) => ({
  status: 201,
  body: { campaign: await createCampaign({ ctx, input: body }) },
}));
