import { resumeBatchSpec } from '@/app/api/_specs/batches';
import { adOffers } from '@/lib/ads';
import { resumeBatch } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(resumeBatchSpec, async ({ ctx, params }) => ({
  body: {
    batch: await resumeBatch({
      ctx,
      input: params,
      offerAd: adOffers(ctx),
    }),
  },
}));
