import { getComparisonSpec } from '@/app/api/_specs/batches';
import { getComparison } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getComparisonSpec, async ({ ctx, params }) => ({
  body: { comparison: await getComparison({ ctx, input: params }) },
}));
