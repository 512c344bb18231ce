import { listLedgerSpec } from '@/app/api/_specs/credits';
import { listStatement } from '@/lib/credits';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listLedgerSpec, async ({ ctx, query }) => ({
  body: await listStatement({ ctx, input: query }),
}));
