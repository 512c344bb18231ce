import { registerSpec } from '@/app/api/_specs/accounts';
import { registerUser } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(registerSpec, async ({ ctx, body }) => ({
  status: 201,
  body: { user: await registerUser({ ctx, input: body }) },
}));
