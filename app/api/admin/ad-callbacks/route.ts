import { listCallbacksSpec } from '@/app/api/_specs/ad-callbacks';
import { listCallbacks } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listCallbacksSpec, async ({ ctx, query }) => ({
  body: await listCallbacks({ ctx, input: query }),
}));
