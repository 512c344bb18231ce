import { checkLedgerSpec } from '@/app/api/_specs/admin';
import { reconcile } from '@/lib/credits';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(checkLedgerSpec, async ({ ctx }) => ({
  status: 201,
  body: { check: await reconcile({ ctx, input: {} }) },
}));
