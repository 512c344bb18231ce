import { listCasesSpec } from '@/app/api/_specs/fraud';
import { defineRoute } from '@/lib/http';
import { listCases } from '@/lib/risk';

export const GET = defineRoute(listCasesSpec, async ({ ctx, query }) => ({
  body: await listCases({ ctx, input: query }),
}));
