import { readLedgerSpec } from '@/app/api/_specs/admin';
import { readLedger } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(readLedgerSpec, async ({ ctx }) => ({
  body: { ledger: await readLedger({ ctx, input: {} }) },
}));
