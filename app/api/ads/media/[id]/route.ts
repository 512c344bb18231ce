import { getAdMediaSpec } from '@/app/api/_specs/campaigns';
import { openMedia } from '@/lib/ads';
import { defineRoute } from '@/lib/http';
import { fileResponse } from '@/lib/runs';

/** An ended campaign's picture may go; until a cache has noticed, a day may pass. */
const SHARED = 'public, max-age=86400';

export const GET = defineRoute(getAdMediaSpec, async ({ ctx, params, request }) => {
  const file = await openMedia({ ctx, input: params });
  const response = await fileResponse(file, request);
  // A cache that does not look at ranges would answer everybody with what it was told of one that is not there.
  if (file.keepable) response.headers.set('cache-control', response.status === 416 ? 'no-store' : SHARED);
  return response;
});
