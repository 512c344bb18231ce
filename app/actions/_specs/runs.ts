import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const owner = 'the run belongs to the actor';

export const setFavouriteSpec = {
  id: 'setFavourite',
  summary: 'Mark a run as a favourite, or no longer',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id: z.string().max(100), favourite: z.enum(['true', 'false']) }),
} as const satisfies ActionSpec;

export const removeRunSpec = {
  id: 'removeRun',
  summary: 'Delete a run with its files',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id: z.string().max(100) }),
} as const satisfies ActionSpec;

export const runActionSpecs = [setFavouriteSpec, removeRunSpec];
