import { deleteRunSpec, getRunSpec, updateRunSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { deleteRun, getRun, updateRun } from '@/lib/runs';

export const GET = defineRoute(getRunSpec, async ({ ctx, params }) => ({
  body: { run: await getRun({ ctx, input: params }) },
}));

export const PATCH = defineRoute(updateRunSpec, async ({ ctx, params, body }) => ({
  body: { run: await updateRun({ ctx, input: { ...body, id: params.id } }) },
}));

export const DELETE = defineRoute(deleteRunSpec, async ({ ctx, params }) => {
  await deleteRun({ ctx, input: params });
  return new Response(null, { status: 204 });
});
