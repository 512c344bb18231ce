import { addModelSpec, listModelsSpec } from '@/app/api/_specs/catalog';
import { addModel, listModels } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listModelsSpec, async ({ ctx, query }) => ({
  body: await listModels({ ctx, input: query }),
}));

export const POST = defineRoute(addModelSpec, async ({ ctx, body }) => ({
  status: 201,
  body: { model: await addModel({ ctx, input: body }) },
}));
