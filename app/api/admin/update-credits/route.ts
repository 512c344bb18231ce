import { updateCreditsSpec } from '@/app/api/_specs/admin';
import { adjustCredits } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

// `required` in the spec: only a key that the operator chose protects from paying twice, one made for the call would not.
export const POST = defineRoute(updateCreditsSpec, async ({ ctx, body, idempotencyKey }) => ({
  body: await adjustCredits({ ctx, input: { ...body, idempotencyKey } }),
}));
