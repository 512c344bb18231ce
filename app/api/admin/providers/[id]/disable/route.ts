import { disableProviderSpec } from '@/app/api/_specs/catalog';
import { switchProvider } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(disableProviderSpec, async ({ ctx, params }) => ({
  body: { provider: await switchProvider({ ctx, input: { id: params.id, enabled: false } }) },
}));
