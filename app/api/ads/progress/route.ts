import { adProgressSpec } from '@/app/api/_specs/ads';
import { reportProgress } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(adProgressSpec, async ({ ctx, body }) => ({
  body: await reportProgress({ ctx, input: body }),
}));
