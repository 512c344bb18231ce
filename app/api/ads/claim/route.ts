import { claimAdSpec } from '@/app/api/_specs/ads';
import { claimAd } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(claimAdSpec, async ({ ctx, body, idempotencyKey }) => ({
  body: await claimAd({ ctx, input: body, idempotencyKey }),
}));
