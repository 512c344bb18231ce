import { getToolSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { getTool } from '@/lib/tools';

export const GET = defineRoute(getToolSpec, async ({ ctx, params }) => ({
  body: { tool: await getTool({ ctx, input: params }) },
}));
