import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const id = z.object({ id: z.string().max(100) });
const owner = 'the batch belongs to the actor';

/** The form of a new batch. Fields for every row ride as `shared.<id>`, options as `options.<id>`; the verb checks them. */
export const startBatchSpec = {
  id: 'startBatch',
  summary: 'Checks the rows of a batch, or starts it',
  auth: 'session',
  owner: 'the actor pays',
  limit: 'batch',
  fields: z
    .object({
      toolId: z.string().min(1).max(100),
      step: z.enum(['check', 'start']).default('check'),
      text: z.string().max(4_000_000).default(''),
      provider: z.string().max(100).default('auto'),
      model: z.string().max(200).default('auto'),
      name: z.string().trim().max(120).optional(),
      delayed: z.enum(['on']).optional(),
      /** Made with the page: pressing twice starts once. */
      pressKey: z.string().max(100).default('none'),
      /** The credits that stood beside the button; what would cost more is not started. */
      seenPrice: z.string().max(30).optional(),
    })
    .catchall(z.string().max(200_000)),
} as const satisfies ActionSpec;

export type StartBatchFields = z.output<typeof startBatchSpec.fields>;

export const stopBatchSpec = {
  id: 'stopBatch',
  summary: 'Cancel a batch',
  auth: 'session',
  owner,
  limit: 'write',
  fields: id,
} as const satisfies ActionSpec;

export const goOnBatchSpec = {
  id: 'goOnBatch',
  summary: 'Go on with a paused batch, or run the failed rows of a done one again',
  auth: 'session',
  owner,
  limit: 'batch',
  fields: id,
} as const satisfies ActionSpec;

export const removeBatchSpec = {
  id: 'removeBatch',
  summary: 'Delete a batch that has ended',
  auth: 'session',
  owner,
  limit: 'write',
  fields: id,
} as const satisfies ActionSpec;

/** Fields of the tool ride as `input.<id>` and `options.<id>`. */
export const startComparisonSpec = {
  id: 'startComparison',
  summary: 'Run one prompt on two or three models',
  auth: 'session',
  owner: 'the actor pays',
  limit: 'run',
  fields: z
    .object({
      toolId: z.string().min(1).max(100),
      models: z.union([z.string().max(200), z.array(z.string().max(200)).max(10)]).default([]),
      pressKey: z.string().max(100).default('none'),
    })
    .catchall(z.union([z.string().max(200_000), z.array(z.string().max(200)).max(10)])),
} as const satisfies ActionSpec;

export type StartComparisonFields = z.output<typeof startComparisonSpec.fields>;

export const batchActionSpecs = [startBatchSpec, stopBatchSpec, goOnBatchSpec, removeBatchSpec, startComparisonSpec];
