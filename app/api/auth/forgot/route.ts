import { forgotSpec } from '@/app/api/_specs/accounts';
import { forgotPassword, publicUrl } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(forgotSpec, async ({ ctx, services, body }) => {
  const input = { email: body.email, baseUrl: publicUrl(services.env) };
  await forgotPassword({ ctx, limiter: services.limiter, input });
  return { status: 202, body: { ok: true } };
});
