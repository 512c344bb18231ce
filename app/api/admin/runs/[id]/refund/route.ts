import { refundRunSpec } from '@/app/api/_specs/admin';
import { refundRun } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(refundRunSpec, async ({ ctx, params, body, idempotencyKey }) => ({
  body: await refundRun({ ctx, input: { ...body, runId: params.id, idempotencyKey } }),
}));
