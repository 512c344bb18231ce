import { findInLedgerSpec } from '@/app/api/_specs/admin';
import { findInLedger } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(findInLedgerSpec, async ({ ctx, query }) => ({
  body: await findInLedger({ ctx, input: { text: query.find } }),
}));
