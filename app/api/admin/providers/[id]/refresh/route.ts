import { refreshListingSpec } from '@/app/api/_specs/catalog';
import { refreshListing } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(refreshListingSpec, async ({ ctx, params }) => ({
  body: { provider: await refreshListing({ ctx, input: params }) },
}));
