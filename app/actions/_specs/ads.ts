import { z } from 'zod';
import { AD_KINDS } from '@/lib/ads/types';
import type { ActionSpec } from '@/lib/http';

/** What every form of the plain ad page carries: the kind of ad and the draft that waits for its credits. */
const fields = z.object({ kind: z.enum(AD_KINDS), draft: z.uuid().optional() });

export const startAdActionSpec = {
  id: 'startAdForm',
  summary: 'Starts an ad, or goes on with the one begun, without script',
  auth: 'session',
  owner: 'the session becomes the actor’s own',
  limit: 'adStart',
  fields,
} as const satisfies ActionSpec;

export const beatAdActionSpec = {
  id: 'beatAdForm',
  summary: 'Says "I am still watching" without script',
  auth: 'session',
  owner: 'the session belongs to the actor',
  limit: 'adProgress',
  fields,
} as const satisfies ActionSpec;

export const claimAdActionSpec = {
  id: 'claimAdForm',
  summary: 'Claims a watched ad without script',
  auth: 'session',
  owner: 'the session belongs to the actor',
  limit: 'claim',
  fields,
} as const satisfies ActionSpec;

export const answerAdActionSpec = {
  id: 'answerAdForm',
  summary: 'Answers the question of an ad without script',
  auth: 'session',
  owner: 'the session belongs to the actor',
  limit: 'adProgress',
  fields: fields.extend({ choice: z.coerce.number().int().min(0).max(9) }),
} as const satisfies ActionSpec;

export const adActionSpecs = [startAdActionSpec, beatAdActionSpec, answerAdActionSpec, claimAdActionSpec];
