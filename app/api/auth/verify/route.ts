import { verifySpec } from '@/app/api/_specs/accounts';
import { verifyEmail } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(verifySpec, async ({ ctx, body }) => ({
  body: { user: await verifyEmail({ ctx, input: body }) },
}));
