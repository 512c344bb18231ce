import { cancelRunSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { cancelRun } from '@/lib/tools';

export const POST = defineRoute(cancelRunSpec, async ({ ctx, params }) => ({
  body: { run: await cancelRun({ ctx, input: params }) },
}));
