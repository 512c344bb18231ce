import { listRunsSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { listRuns } from '@/lib/runs';

export const GET = defineRoute(listRunsSpec, async ({ ctx, query }) => ({
  body: await listRuns({ ctx, input: query }),
}));
