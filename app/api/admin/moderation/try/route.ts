import { tryModerationSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { tryModeration } from '@/lib/tools';

export const POST = defineRoute(tryModerationSpec, async ({ ctx, body }) => ({
  body: await tryModeration({ ctx, input: body }),
}));
