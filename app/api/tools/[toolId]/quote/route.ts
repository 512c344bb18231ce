import { quoteSpec } from '@/app/api/_specs/tools';
import { adOffers } from '@/lib/ads';
import { notFound } from '@/lib/errors';
import { defineRoute } from '@/lib/http';
import { getTool, quote } from '@/lib/tools';

export const POST = defineRoute(quoteSpec, async ({ ctx, params, body }) => {
  const { id: toolId } = await getTool({ ctx, input: params });
  if (body.toolId !== undefined && body.toolId !== toolId) throw notFound('tool');
  const view = await quote({
    ctx,
    input: { ...body, toolId },
    offerAd: adOffers(ctx),
  });
  return { body: view };
});
