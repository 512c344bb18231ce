import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { noticeListQuerySchema, readNoticesSchema } from '@/lib/notices/schema';
import { noticeListSchema } from '@/lib/notices/view-schema';
import { decideProblemSchema, problemListQuerySchema, reportProblemSchema } from '@/lib/support/schema';
import { problemListSchema, problemSchema, reportDetailSchema, reportedProblemSchema } from '@/lib/support/view-schema';
import { tryModerationSchema } from '@/lib/tools/schema';
import { moderationTrialSchema } from '@/lib/tools/view-schema';

const id = z.object({ id: z.string().max(100) });
const owner = 'the run belongs to the actor';

export const reportProblemSpec = {
  id: 'reportProblem',
  method: 'POST',
  path: '/api/runs/{id}/problem',
  summary: 'Reports a problem with a run that has ended; while a report is open the run has no other',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  body: reportProblemSchema,
  responses: {
    201: { description: 'The report', schema: z.object({ problem: problemSchema }) },
    200: { description: 'The report that is open already, as it stands', schema: z.object({ problem: problemSchema }) },
    404: { description: 'There is no such run' },
    409: { description: 'The run is under way' },
    429: { description: 'Too many at once; or cap_reached after many reports within a day: `retryAt` says when' },
  },
} as const satisfies RouteSpec;

export const getProblemSpec = {
  id: 'getProblem',
  method: 'GET',
  path: '/api/runs/{id}/problem',
  summary: 'The newest report of a run, and what was decided',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  responses: {
    200: {
      description: 'The report; null where there is none',
      schema: z.object({ problem: problemSchema.nullable() }),
    },
    404: { description: 'There is no such run' },
  },
} as const satisfies RouteSpec;

export const listNoticesSpec = {
  id: 'listNotices',
  method: 'GET',
  path: '/api/notices',
  summary: 'What one was told in the app, newest first, and how many are unread',
  auth: 'session',
  owner: 'the notices are the actor’s',
  limit: 'read',
  query: noticeListQuerySchema,
  responses: { 200: { description: 'The notices', schema: noticeListSchema } },
} as const satisfies RouteSpec;

export const readNoticesSpec = {
  id: 'readNotices',
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Marks notices as seen: those named, or all',
  auth: 'session',
  owner: 'the notices are the actor’s',
  limit: 'write',
  body: readNoticesSchema,
  bodyOptional: true,
  responses: { 200: { description: 'How many are unread now', schema: z.object({ unread: z.int() }) } },
} as const satisfies RouteSpec;

export const listProblemsSpec = {
  id: 'listProblems',
  method: 'GET',
  path: '/api/admin/problems',
  summary: 'What people reported about their runs: open ones first, the newest first',
  auth: 'admin',
  limit: 'admin',
  query: problemListQuerySchema,
  responses: { 200: { description: 'The reports', schema: problemListSchema } },
} as const satisfies RouteSpec;

export const getReportSpec = {
  id: 'getReport',
  method: 'GET',
  path: '/api/admin/problems/{id}',
  summary: 'One report with the whole receipt of its run; with input and output only where the user allowed it',
  auth: 'admin',
  limit: 'admin',
  params: id,
  responses: {
    200: { description: 'The report', schema: reportDetailSchema },
    404: { description: 'There is no such report' },
  },
} as const satisfies RouteSpec;

export const decideProblemSpec = {
  id: 'decideProblem',
  method: 'POST',
  path: '/api/admin/problems/{id}/decide',
  summary: 'Refunds the run of a report, or declines with words; once, kept in the audit log and told to the user',
  auth: 'admin',
  limit: 'admin',
  params: id,
  body: decideProblemSchema,
  responses: {
    200: {
      description: 'The decision; `repeated` where this operator had decided the same before',
      schema: z.object({ problem: reportedProblemSchema, repeated: z.literal(true).optional() }),
    },
    404: { description: 'There is no such report' },
    409: { description: 'It is decided already, or nothing of the run is charged' },
  },
} as const satisfies RouteSpec;

export const tryModerationSpec = {
  id: 'tryModeration',
  method: 'POST',
  path: '/api/admin/moderation/try',
  summary: 'What the list of terms and a provider’s endpoint would say of a text; counts for nobody',
  auth: 'admin',
  limit: 'admin',
  body: tryModerationSchema,
  responses: { 200: { description: 'Both words', schema: moderationTrialSchema } },
} as const satisfies RouteSpec;

export const supportSpecs = [
  reportProblemSpec,
  getProblemSpec,
  listNoticesSpec,
  readNoticesSpec,
  listProblemsSpec,
  getReportSpec,
  decideProblemSpec,
  tryModerationSpec,
] as const satisfies readonly RouteSpec[];
