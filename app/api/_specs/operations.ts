import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';

const part = z.enum(['ok', 'failed']);

export const readinessSchema = z
  .object({
    status: z.enum(['ready', 'unavailable']),
    checks: z.object({ database: part, migrations: part }),
    /** Reported, not required. */
    reports: z.object({
      redis: z.enum(['ok', 'failed', 'in process']),
      files: z.enum(['ok', 'failed', 'on disk']),
      ledger: z.enum(['ok', 'failed', 'unchecked']),
      providers: z.array(z.object({ id: z.string(), demo: z.boolean() })),
    }),
  })
  .meta({ id: 'Readiness' });

export const healthSpec = {
  id: 'health',
  method: 'GET',
  path: '/api/health',
  summary: 'Liveness: the process answers',
  auth: 'public',
  limit: 'none',
  responses: { 200: { description: 'Alive', schema: z.object({ status: z.literal('ok'), version: z.string() }) } },
} as const satisfies RouteSpec;

export const readySpec = {
  id: 'ready',
  method: 'GET',
  path: '/api/ready',
  summary: 'Readiness: the database answers and has every migration; Redis, ledger and providers are reported',
  auth: 'public',
  limit: 'none',
  responses: {
    200: { description: 'Ready to serve', schema: readinessSchema },
    503: { description: 'Not ready', schema: readinessSchema },
  },
} as const satisfies RouteSpec;

export const metricsSpec = {
  id: 'metrics',
  method: 'GET',
  path: '/api/metrics',
  summary: 'Prometheus text; needs METRICS_TOKEN as bearer token',
  auth: 'public',
  limit: 'read',
  responses: {
    200: { description: 'The metrics', mediaType: 'text/plain' },
    401: { description: 'The token is missing or wrong' },
    404: { description: 'This hub has no METRICS_TOKEN' },
  },
} as const satisfies RouteSpec;

export const openApiSpec = {
  id: 'openApi',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This contract as OpenAPI 3.1',
  auth: 'public',
  limit: 'read',
  responses: { 200: { description: 'The document', schema: z.looseObject({ openapi: z.string() }) } },
} as const satisfies RouteSpec;

const unknownSpec = <Method extends RouteSpec['method']>(method: Method) =>
  ({
    id: `unknown${method}`,
    method,
    path: '/api/{unknown}',
    summary: 'Says that nothing is served there, as a problem',
    auth: 'public',
    limit: 'read',
    responses: {},
    undocumented: true,
  }) as const satisfies RouteSpec;

export const unknownSpecs = {
  GET: unknownSpec('GET'),
  POST: unknownSpec('POST'),
  PUT: unknownSpec('PUT'),
  PATCH: unknownSpec('PATCH'),
  DELETE: unknownSpec('DELETE'),
} as const;

export const operationSpecs = [
  healthSpec,
  readySpec,
  metricsSpec,
  openApiSpec,
  ...Object.values(unknownSpecs),
] as const satisfies readonly RouteSpec[];
