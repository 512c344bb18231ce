import { quoteComparisonSpec } from '@/app/api/_specs/batches';
import { adOffers } from '@/lib/ads';
import { quoteComparison } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(quoteComparisonSpec, async ({ ctx, body }) => ({
  body: await quoteComparison({
    ctx,
    input: body,
    offerAd: adOffers(ctx),
  }),
}));
