import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { runListQuerySchema, runPatchSchema } from '@/lib/runs/schema';
import { runViewSchema } from '@/lib/runs/view-schema';
import { quoteRequestSchema, runRequestSchema } from '@/lib/tools/schema';
import { quoteViewSchema, runAnswerSchema, toolViewSchema } from '@/lib/tools/view-schema';

const id = z.object({ id: z.string().max(100) });
const toolId = z.object({ toolId: z.string().max(100) });
const run = z.object({ run: runViewSchema });
const owner = 'the run belongs to the actor';
/** Prompts have limits of their own; this is the outer wall. */
const MAX_BODY_BYTES = 1_000_000;

export const listToolsSpec = {
  id: 'listTools',
  method: 'GET',
  path: '/api/tools',
  summary: 'All tools with their models and prices',
  auth: 'public',
  limit: 'read',
  responses: {
    200: { description: 'The tools', schema: z.object({ items: z.array(toolViewSchema), nextCursor: z.null() }) },
  },
} as const satisfies RouteSpec;

export const getToolSpec = {
  id: 'getTool',
  method: 'GET',
  path: '/api/tools/{toolId}',
  summary: 'One tool',
  auth: 'public',
  limit: 'read',
  params: toolId,
  responses: { 200: { description: 'The tool', schema: z.object({ tool: toolViewSchema }) } },
} as const satisfies RouteSpec;

export const quoteSpec = {
  id: 'quoteRun',
  method: 'POST',
  path: '/api/tools/{toolId}/quote',
  summary: 'What a run would cost, and the ads that would pay for what is missing',
  auth: 'optional',
  limit: 'quote',
  params: toolId,
  body: quoteRequestSchema,
  maxBodyBytes: MAX_BODY_BYTES,
  responses: { 200: { description: 'The quote', schema: quoteViewSchema } },
} as const satisfies RouteSpec;

export const processRequestSpec = {
  id: 'processRequest',
  method: 'POST',
  path: '/api/process-request',
  summary: 'Runs a tool; with `stream` as server-sent events in the AI SDK UI message format',
  auth: 'user',
  owner: 'the actor pays',
  limit: 'run',
  confirms: true,
  body: runRequestSchema,
  maxBodyBytes: MAX_BODY_BYTES,
  idempotent: true,
  responses: {
    200: { description: 'The finished run, or its stream', schema: runAnswerSchema },
    202: { description: 'A job that goes on (video): the run as it stands', schema: runAnswerSchema },
    402: { description: 'Not enough credits; `ad` names what would pay for it' },
    409: { description: 'The Idempotency-Key was used for another request' },
    429: {
      description: 'Too many at once; or cap_reached after many refunds for refused content: `retryAt` says when',
    },
    503: { description: 'No provider could answer; `run` was refunded' },
    504: { description: 'The providers took too long; `run` was refunded' },
  },
} as const satisfies RouteSpec;

export const listRunsSpec = {
  id: 'listRuns',
  method: 'GET',
  path: '/api/runs',
  summary: "The actor's runs, newest first",
  auth: 'user',
  owner: "only the actor's runs",
  limit: 'read',
  query: runListQuerySchema,
  responses: {
    200: {
      description: 'A page of runs',
      schema: z.object({ items: z.array(runViewSchema), nextCursor: z.string().nullable() }),
    },
  },
} as const satisfies RouteSpec;

export const getRunSpec = {
  id: 'getRun',
  method: 'GET',
  path: '/api/runs/{id}',
  summary: 'One run',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  responses: { 200: { description: 'The run', schema: run } },
} as const satisfies RouteSpec;

export const updateRunSpec = {
  id: 'updateRun',
  method: 'PATCH',
  path: '/api/runs/{id}',
  summary: 'Marks a run as a favourite or remarks on it',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  body: runPatchSchema,
  responses: { 200: { description: 'The run', schema: run } },
} as const satisfies RouteSpec;

export const deleteRunSpec = {
  id: 'deleteRun',
  method: 'DELETE',
  path: '/api/runs/{id}',
  summary: 'Deletes a run with its files; the receipt stays in the ledger',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  responses: { 204: { description: 'Gone' }, 409: { description: 'The run is under way' } },
} as const satisfies RouteSpec;

export const cancelRunSpec = {
  id: 'cancelRun',
  method: 'POST',
  path: '/api/runs/{id}/cancel',
  summary: 'Stops a run; what had not arrived is not charged',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  responses: { 200: { description: 'The run', schema: run } },
} as const satisfies RouteSpec;

export const streamRunSpec = {
  id: 'streamRun',
  method: 'GET',
  path: '/api/runs/{id}/stream',
  summary: 'A run as server-sent events, from the beginning or from Last-Event-ID',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  responses: { 200: { description: 'AI SDK UI message stream' } },
} as const satisfies RouteSpec;

export const toolSpecs = [
  listToolsSpec,
  getToolSpec,
  quoteSpec,
  processRequestSpec,
  listRunsSpec,
  getRunSpec,
  updateRunSpec,
  deleteRunSpec,
  cancelRunSpec,
  streamRunSpec,
] as const satisfies readonly RouteSpec[];
