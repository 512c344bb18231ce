import { deleteBatchSpec, getBatchSpec } from '@/app/api/_specs/batches';
import { deleteBatch, getBatch } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getBatchSpec, async ({ ctx, params }) => ({
  body: { batch: await getBatch({ ctx, input: params }) },
}));

export const DELETE = defineRoute(deleteBatchSpec, async ({ ctx, params }) => {
  await deleteBatch({ ctx, input: params });
  return new Response(null, { status: 204 });
});
