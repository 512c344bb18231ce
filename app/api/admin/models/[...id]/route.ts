import { changeModelSpec, getModelSpec, resetModelSpec } from '@/app/api/_specs/catalog';
import { changeModel, getModel, resetModel } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getModelSpec, async ({ ctx, params }) => ({
  body: { model: await getModel({ ctx, input: params }) },
}));

export const PATCH = defineRoute(changeModelSpec, async ({ ctx, params, body }) => ({
  body: { model: await changeModel({ ctx, input: { id: params.id, patch: body } }) },
}));

export const DELETE = defineRoute(resetModelSpec, async ({ ctx, params }) => {
  await resetModel({ ctx, input: params });
  return {};
});
