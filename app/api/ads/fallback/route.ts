import { adFallbackSpec } from '@/app/api/_specs/ads';
import { fallBack } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(adFallbackSpec, async ({ ctx, body }) => ({
  body: await fallBack({ ctx, input: body }),
}));
