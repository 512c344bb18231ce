import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const owner = 'the run belongs to the actor';
const id = z.string().max(100);

export const setFavouriteSpec = {
  id: 'setFavourite',
  summary: 'Mark a run as a favourite, or no longer',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id, favourite: z.enum(['true', 'false']) }),
} as const satisfies ActionSpec;

export const removeRunSpec = {
  id: 'removeRun',
  summary: 'Delete a run with its files',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id }),
} as const satisfies ActionSpec;

export const removeRunsSpec = {
  id: 'removeRuns',
  summary: 'Delete the runs that were selected, with their files',
  auth: 'session',
  owner: 'each of the runs belongs to the actor',
  limit: 'write',
  fields: z.object({ id: z.union([id.transform((one) => [one]), z.array(id).max(100)]).default([]) }),
} as const satisfies ActionSpec;

export const saveNoteSpec = {
  id: 'saveNote',
  summary: 'Write, change or remove the note of a run',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id, note: z.string().trim().max(2_000, 'must have at most 2,000 characters').optional() }),
} as const satisfies ActionSpec;

export const shareResultSpec = {
  id: 'shareResult',
  summary: 'Give a result a link, or change what its page shows',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id, showInput: z.enum(['true', 'false']).optional() }),
} as const satisfies ActionSpec;

export const unshareResultSpec = {
  id: 'unshareResult',
  summary: 'Revoke the link of a result',
  auth: 'session',
  owner,
  limit: 'write',
  fields: z.object({ id }),
} as const satisfies ActionSpec;

export const runActionSpecs = [
  setFavouriteSpec,
  removeRunSpec,
  removeRunsSpec,
  saveNoteSpec,
  shareResultSpec,
  unshareResultSpec,
];
