import { createComparisonSpec } from '@/app/api/_specs/batches';
import { adOffers } from '@/lib/ads';
import { createComparison } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(createComparisonSpec, async ({ ctx, body, idempotencyKey }) => {
  const { comparison, repeated } = await createComparison({
    ...{ ctx, input: body, idempotencyKey },
    offerAd: adOffers(ctx),
  });
  return { status: 201, body: repeated ? { comparison, repeated } : { comparison } };
});
