import { reverseAdSessionsSpec } from '@/app/api/_specs/ad-callbacks';
import { reverseAdSessions } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(reverseAdSessionsSpec, async ({ ctx, body, idempotencyKey }) => ({
  body: await reverseAdSessions({ ctx, input: body, idempotencyKey }),
}));
