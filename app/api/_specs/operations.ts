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
  summary: 'Readiness: the database answers and has every migration; Redis and providers are reported',
  auth: 'public',
  limit: 'none',
  responses: {
    200: { description: 'Ready to serve', schema: readinessSchema },
    503: { description: 'Not ready', schema: readinessSchema },
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

export const operationSpecs = [healthSpec, readySpec, openApiSpec] as const satisfies readonly RouteSpec[];
