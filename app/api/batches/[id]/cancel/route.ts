import { cancelBatchSpec } from '@/app/api/_specs/batches';
import { cancelBatch } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(cancelBatchSpec, async ({ ctx, params }) => ({
  body: { batch: await cancelBatch({ ctx, input: params }) },
}));
