import { registerSpec } from '@/app/api/_specs/accounts';
import { publicUrl, registerUser } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(registerSpec, async ({ ctx, services, body }) => ({
  status: 201,
  body: { user: await registerUser({ ctx, input: { ...body, baseUrl: publicUrl(services.env) } }) },
}));
