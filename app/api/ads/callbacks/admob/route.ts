import { admobCallbackSpec } from '@/app/api/_specs/ad-callbacks';
import { admobCallback } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(admobCallbackSpec, async ({ ctx, raw }) => {
  const { query } = await raw();
  return { body: await admobCallback({ ctx, input: { query } }) };
});
