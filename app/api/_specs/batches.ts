import { z } from 'zod';
import {
  batchListQuerySchema,
  batchRequestSchema,
  batchRowsQuerySchema,
  comparisonRequestSchema,
  MOST_BYTES,
} from '@/lib/batches/schema';
import {
  batchQuoteSchema,
  batchRowViewSchema,
  batchViewSchema,
  comparisonQuoteSchema,
  comparisonViewSchema,
} from '@/lib/batches/view-schema';
import type { RouteSpec } from '@/lib/http';

const id = z.object({ id: z.string().max(100) });
const batch = z.object({ batch: batchViewSchema });
const comparison = z.object({ comparison: comparisonViewSchema });
const owner = 'the batch belongs to the actor';
const poor = { description: 'The balance does not cover the whole; `ad` names what would pay for it' };
const reused = { description: 'The Idempotency-Key was used for another request' };

export const createBatchSpec = {
  id: 'createBatch',
  method: 'POST',
  path: '/api/batches',
  summary: 'Runs a tool on many inputs, given as rows or as CSV; all are checked and quoted before any of them runs',
  auth: 'user',
  owner: 'the actor pays',
  limit: 'batch',
  body: batchRequestSchema,
  maxBodyBytes: MOST_BYTES,
  idempotent: true,
  responses: {
    201: { description: 'The batch, under way', schema: batch.extend({ repeated: z.boolean().optional() }) },
    402: poor,
    409: reused,
    422: { description: 'Rows are wrong: `invalid` names them and their fields' },
  },
} as const satisfies RouteSpec;

export const quoteBatchSpec = {
  id: 'quoteBatch',
  method: 'POST',
  path: '/api/batches/quote',
  summary: 'What a batch would cost as a whole, and which rows are wrong',
  auth: 'user',
  owner: "the actor's balance is told",
  limit: 'batchQuote',
  body: batchRequestSchema,
  maxBodyBytes: MOST_BYTES,
  responses: { 200: { description: 'The quote', schema: batchQuoteSchema } },
} as const satisfies RouteSpec;

export const listBatchesSpec = {
  id: 'listBatches',
  method: 'GET',
  path: '/api/batches',
  summary: "The actor's batches, newest first",
  auth: 'user',
  owner: "only the actor's batches",
  limit: 'read',
  query: batchListQuerySchema,
  responses: {
    200: {
      description: 'A page of batches',
      schema: z.object({ items: z.array(batchViewSchema), nextCursor: z.string().nullable() }),
    },
  },
} as const satisfies RouteSpec;

export const getBatchSpec = {
  id: 'getBatch',
  method: 'GET',
  path: '/api/batches/{id}',
  summary: 'One batch and how far it is',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  responses: { 200: { description: 'The batch', schema: batch } },
} as const satisfies RouteSpec;

export const deleteBatchSpec = {
  id: 'deleteBatch',
  method: 'DELETE',
  path: '/api/batches/{id}',
  summary: 'Deletes a batch that has ended; its runs stay in the history',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  responses: { 204: { description: 'Gone' }, 409: { description: 'It has not ended' } },
} as const satisfies RouteSpec;

export const listBatchRowsSpec = {
  id: 'listBatchRows',
  method: 'GET',
  path: '/api/batches/{id}/rows',
  summary: 'The rows of a batch in their order, and what became of each',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  query: batchRowsQuerySchema,
  responses: {
    200: {
      description: 'A page of rows',
      schema: z.object({ items: z.array(batchRowViewSchema), nextCursor: z.string().nullable() }),
    },
  },
} as const satisfies RouteSpec;

export const batchResultsSpec = {
  id: 'batchResults',
  method: 'GET',
  path: '/api/batches/{id}/results.csv',
  summary: 'Every row with its answer, state, model and charge as CSV (RFC 4180)',
  auth: 'user',
  owner,
  limit: 'export',
  params: id,
  responses: { 200: { description: 'UTF-8 with a byte order mark', mediaType: 'text/csv' } },
} as const satisfies RouteSpec;

export const cancelBatchSpec = {
  id: 'cancelBatch',
  method: 'POST',
  path: '/api/batches/{id}/cancel',
  summary: 'Stops what is under way of a batch and begins nothing more of it',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  responses: { 200: { description: 'The batch', schema: batch } },
} as const satisfies RouteSpec;

export const resumeBatchSpec = {
  id: 'resumeBatch',
  method: 'POST',
  path: '/api/batches/{id}/resume',
  summary: 'Goes on with a paused batch, or tries the failed rows of a done one again, at the prices of now',
  auth: 'user',
  owner,
  limit: 'batch',
  params: id,
  responses: {
    200: { description: 'The batch', schema: batch },
    402: poor,
    409: { description: 'Nothing is left to run' },
  },
} as const satisfies RouteSpec;

export const createComparisonSpec = {
  id: 'createComparison',
  method: 'POST',
  path: '/api/comparisons',
  summary: 'Runs one prompt on two or three models; each is answered by its model, or refunded',
  auth: 'user',
  owner: 'the actor pays',
  limit: 'run',
  body: comparisonRequestSchema,
  maxBodyBytes: 1_000_000,
  idempotent: true,
  responses: {
    201: { description: 'The comparison, under way', schema: comparison.extend({ repeated: z.boolean().optional() }) },
    402: poor,
    409: reused,
  },
} as const satisfies RouteSpec;

export const quoteComparisonSpec = {
  id: 'quoteComparison',
  method: 'POST',
  path: '/api/comparisons/quote',
  summary: 'What one prompt on several models would cost, together and each',
  auth: 'user',
  owner: "the actor's balance is told",
  limit: 'quote',
  body: comparisonRequestSchema,
  maxBodyBytes: 1_000_000,
  responses: { 200: { description: 'The quote', schema: comparisonQuoteSchema } },
} as const satisfies RouteSpec;

export const getComparisonSpec = {
  id: 'getComparison',
  method: 'GET',
  path: '/api/comparisons/{id}',
  summary: 'One comparison with its runs',
  auth: 'user',
  owner: 'its runs belong to the actor',
  limit: 'read',
  params: id,
  responses: { 200: { description: 'The comparison', schema: comparison } },
} as const satisfies RouteSpec;

export const batchSpecs = [
  createBatchSpec,
  quoteBatchSpec,
  listBatchesSpec,
  getBatchSpec,
  deleteBatchSpec,
  listBatchRowsSpec,
  batchResultsSpec,
  cancelBatchSpec,
  resumeBatchSpec,
  createComparisonSpec,
  quoteComparisonSpec,
  getComparisonSpec,
] as const satisfies readonly RouteSpec[];
