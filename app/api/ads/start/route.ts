import { startAdSpec } from '@/app/api/_specs/ads';
import { startAd } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(startAdSpec, async ({ ctx, body }) => {
  const { session, created } = await startAd({ ctx, input: body });
  return { status: created ? 201 : 200, body: { session } };
});
