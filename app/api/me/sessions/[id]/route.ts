import { revokeSessionSpec } from '@/app/api/_specs/accounts';
import { revokeSession } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const DELETE = defineRoute(revokeSessionSpec, async ({ ctx, params }) => {
  await revokeSession({ ctx, input: params });
  return { status: 204 };
});
