import { enableProviderSpec } from '@/app/api/_specs/catalog';
import { switchProvider } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(enableProviderSpec, async ({ ctx, params }) => ({
  body: { provider: await switchProvider({ ctx, input: { id: params.id, enabled: true } }) },
}));
