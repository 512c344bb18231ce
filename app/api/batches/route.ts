import { createBatchSpec, listBatchesSpec } from '@/app/api/_specs/batches';
import { adOffers } from '@/lib/ads';
import { createBatch, listBatches } from '@/lib/batches';
import { defineRoute } from '@/lib/http';
import { canonicalJson, sha256 } from '@/lib/ids';

export const GET = defineRoute(listBatchesSpec, async ({ ctx, query }) => ({
  body: await listBatches({ ctx, input: query }),
}));

export const POST = defineRoute(createBatchSpec, async ({ ctx, body, idempotencyKey }) => {
  const { batch, repeated } = await createBatch({
    ctx,
    input: body,
    idempotencyKey,
    requestHash: sha256(canonicalJson(body)),
    offerAd: adOffers(ctx),
  });
  return { status: 201, body: repeated ? { batch, repeated } : { batch } };
});
