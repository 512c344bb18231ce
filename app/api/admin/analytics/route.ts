import { analyticsSpec } from '@/app/api/_specs/ad-earnings';
import { adAnalytics } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(analyticsSpec, async ({ ctx, query }) => ({
  body: { analytics: await adAnalytics({ ctx, input: query }) },
}));
