import { resetSpec } from '@/app/api/_specs/accounts';
import { resetPassword } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(resetSpec, async ({ ctx, body }) => {
  await resetPassword({ ctx, input: body });
  return { body: { ok: true } };
});
