import { getReportSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { getReport } from '@/lib/support';

export const GET = defineRoute(getReportSpec, async ({ ctx, params }) => ({
  body: await getReport({ ctx, input: params }),
}));
