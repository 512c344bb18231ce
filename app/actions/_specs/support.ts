import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const id = z.string().max(100);

export const reportProblemActionSpec = {
  id: 'reportProblemAction',
  summary: 'Report a problem with a run',
  auth: 'session',
  owner: 'the run belongs to the actor',
  limit: 'write',
  // The verb's own schema checks the rest, so that a form can name its fields.
  fields: z.object({
    runId: id,
    reason: z.string().max(40).optional(),
    message: z.string().max(4_000).optional(),
    sharesContent: z.literal('true').optional(),
  }),
} as const satisfies ActionSpec;

export const readAllNoticesSpec = {
  id: 'readAllNotices',
  summary: 'Mark all notices as read',
  auth: 'session',
  owner: 'the notices are the actor’s',
  limit: 'write',
  fields: z.object({}),
} as const satisfies ActionSpec;

export const decideProblemActionSpec = {
  id: 'decideProblemAction',
  summary: 'Refund the run of a report, or decline with words',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({ id, decision: z.enum(['refund', 'decline']), answer: z.string().max(2_000).optional() }),
} as const satisfies ActionSpec;

export const saveSafetyActionSpec = {
  id: 'saveSafetyAction',
  summary: 'Change what is refused for its content',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({
    before: z.enum(['off', 'list', 'provider']),
    after: z.enum(['off', 'list', 'provider']),
    failOpen: z.literal('true').optional(),
    terms: z.string().max(220_000).optional(),
  }),
} as const satisfies ActionSpec;

export const tryModerationActionSpec = {
  id: 'tryModerationAction',
  summary: 'See what the rules for content say of a text',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({ text: z.string().max(20_000).optional() }),
} as const satisfies ActionSpec;

export const supportActionSpecs = [
  reportProblemActionSpec,
  readAllNoticesSpec,
  decideProblemActionSpec,
  saveSafetyActionSpec,
  tryModerationActionSpec,
];
