import { listProvidersSpec } from '@/app/api/_specs/catalog';
import { listProviders } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listProvidersSpec, async ({ ctx }) => ({
  body: { items: await listProviders({ ctx, input: {} }), nextCursor: null },
}));
