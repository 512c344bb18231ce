import { z } from 'zod';
import { changeModelSchema, newModelSchema } from '@/lib/admin/schema';
import { modelViewSchema, providerViewSchema } from '@/lib/admin/view-schema';
import type { RouteSpec } from '@/lib/http';

const provider = z.object({ provider: providerViewSchema });
const model = z.object({ model: modelViewSchema });
const providerId = z.object({ id: z.string().max(60) });
const nextCursor = z.string().nullable();

/** Ids of models hold slashes: they are the rest of the path, as it is or encoded. */
const modelId = z.object({
  id: z.preprocess((parts) => (Array.isArray(parts) ? parts.join('/') : parts), z.string().max(220)),
});

const operator = { auth: 'admin', limit: 'admin' } as const;

export const listProvidersSpec = {
  ...operator,
  id: 'listProviders',
  method: 'GET',
  path: '/api/admin/providers',
  summary: 'All providers, set up or not: switch, list of models, live health, spend of the UTC day; never a key',
  responses: {
    200: { description: 'The providers', schema: z.object({ items: z.array(providerViewSchema), nextCursor }) },
  },
} as const satisfies RouteSpec;

const switchSpec = <Verb extends 'enable' | 'disable'>(verb: Verb, summary: string) =>
  ({
    ...operator,
    id: `${verb}Provider`,
    method: 'POST',
    path: `/api/admin/providers/{id}/${verb}`,
    summary,
    params: providerId,
    responses: {
      200: { description: 'The provider afterwards', schema: provider },
      404: { description: 'There is no such provider' },
    },
  }) as const;

export const enableProviderSpec = switchSpec('enable', 'Switches a provider on for new runs') satisfies RouteSpec;
export const disableProviderSpec = switchSpec(
  'disable',
  'Switches a provider off for new runs; what is under way goes on',
) satisfies RouteSpec;

export const refreshListingSpec = {
  ...operator,
  id: 'refreshListing',
  method: 'POST',
  path: '/api/admin/providers/{id}/refresh',
  summary:
    'Asks a provider for its list of models now; a failure is told in `listing.failure`, and what was known stays',
  limit: 'providerList',
  params: providerId,
  responses: {
    200: { description: 'The provider afterwards', schema: provider },
    404: { description: 'There is no such provider, or it is not set up' },
  },
} as const satisfies RouteSpec;

export const listModelsSpec = {
  ...operator,
  id: 'listCatalogModels',
  method: 'GET',
  path: '/api/admin/models',
  summary:
    'The catalog, with where each value comes from; what providers list beyond it with state=offered, or when looked for',
  query: z.object({
    kind: z.enum(['text', 'image', 'audio', 'video']).optional(),
    provider: z.string().max(60).optional(),
    state: modelViewSchema.shape.state.optional(),
    q: z.string().max(100).optional(),
    cursor: z.string().max(220).optional(),
    limit: z.coerce.number().int().min(1).max(500).optional(),
  }),
  responses: { 200: { description: 'A page', schema: z.object({ items: z.array(modelViewSchema), nextCursor }) } },
} as const satisfies RouteSpec;

export const addModelSpec = {
  ...operator,
  id: 'addModel',
  method: 'POST',
  path: '/api/admin/models',
  summary: 'Adds a model to the catalog: one the provider lists, or any other it knows by that name',
  body: newModelSchema,
  responses: {
    201: { description: 'The model', schema: model },
    409: { description: 'The catalog has this model' },
  },
} as const satisfies RouteSpec;

export const getModelSpec = {
  ...operator,
  id: 'getCatalogModel',
  method: 'GET',
  path: '/api/admin/models/{id}',
  summary: 'One model; its id is the rest of the path, slashes and all',
  params: modelId,
  responses: {
    200: { description: 'The model', schema: model },
    404: { description: 'There is no such model' },
  },
} as const satisfies RouteSpec;

export const changeModelSpec = {
  ...operator,
  id: 'changeModel',
  method: 'PATCH',
  path: '/api/admin/models/{id}',
  summary:
    'Hides, shows, renames, reprices a model by a merge patch (RFC 7396); null takes a member back to the catalog’s own',
  params: modelId,
  body: changeModelSchema,
  responses: {
    200: { description: 'The model afterwards', schema: model },
    404: { description: 'The catalog does not have this model' },
  },
} as const satisfies RouteSpec;

export const resetModelSpec = {
  ...operator,
  id: 'resetModel',
  method: 'DELETE',
  path: '/api/admin/models/{id}',
  summary: 'Takes back what was changed: a built-in model is again as it was, an added one is gone',
  params: modelId,
  responses: {
    204: { description: 'Taken back' },
    404: { description: 'Nothing of this model was changed' },
  },
} as const satisfies RouteSpec;

export const catalogSpecs = [
  listProvidersSpec,
  enableProviderSpec,
  disableProviderSpec,
  refreshListingSpec,
  listModelsSpec,
  addModelSpec,
  getModelSpec,
  changeModelSpec,
  resetModelSpec,
] as const satisfies readonly RouteSpec[];
