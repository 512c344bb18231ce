import { listBatchRowsSpec } from '@/app/api/_specs/batches';
import { listRows } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listBatchRowsSpec, async ({ ctx, params, query }) => ({
  body: await listRows({ ctx, input: { ...query, id: params.id } }),
}));
