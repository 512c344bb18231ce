import { quoteBatchSpec } from '@/app/api/_specs/batches';
import { adOffers } from '@/lib/ads';
import { quoteBatch } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(quoteBatchSpec, async ({ ctx, body }) => ({
  body: await quoteBatch({
    ctx,
    input: body,
    offerAd: adOffers(ctx),
  }),
}));
