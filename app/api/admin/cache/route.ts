import { readCacheSpec } from '@/app/api/_specs/admin';
import { defineRoute } from '@/lib/http';
import { cacheStats } from '@/lib/runs';

export const GET = defineRoute(readCacheSpec, async ({ ctx, query }) => ({
  body: { cache: await cacheStats({ ctx, input: query }) },
}));
