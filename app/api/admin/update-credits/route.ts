import { updateCreditsSpec } from '@/app/api/_specs/admin';
import { adjustCredits } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(updateCreditsSpec, async ({ ctx, body, request }) => {
  // Only a key the operator chose protects from paying twice: one made for this call would not.
  const idempotencyKey = request.headers.get('idempotency-key');
  return { body: await adjustCredits({ ctx, input: { ...body, idempotencyKey } }) };
});
