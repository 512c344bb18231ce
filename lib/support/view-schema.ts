import { z } from 'zod';
import { runViewSchema } from '@/lib/runs/view-schema';
import { PROBLEM_REASONS, PROBLEM_STATUSES } from './types';

/** `ProblemView` as it is documented. */
export const problemSchema = z
  .object({
    id: z.uuid(),
    runId: z.uuid(),
    reason: z.enum(PROBLEM_REASONS),
    message: z.string().nullable(),
    sharesContent: z.boolean().describe('The operator may look at what was typed and what came'),
    status: z.enum(PROBLEM_STATUSES),
    answer: z.string().optional(),
    refunded: z.number().optional().describe('Credits that came back'),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'RunProblem' });

export const reportedProblemSchema = problemSchema
  .extend({
    toolId: z.string(),
    kind: z.enum(['text', 'image', 'audio', 'video']),
    charged: z.number().describe('What can still be given back'),
    user: z.object({ id: z.uuid(), email: z.string() }),
    decidedBy: z.uuid().optional(),
  })
  .meta({ id: 'ReportedProblem' });

export const problemListSchema = z.object({ items: z.array(reportedProblemSchema), nextCursor: z.string().nullable() });

export const reportDetailSchema = z.object({
  problem: reportedProblemSchema,
  run: runViewSchema
    .omit({ note: true })
    .partial({ input: true, options: true, output: true })
    .extend({ deleted: z.boolean(), costUsd: z.number().nullable() })
    .meta({ id: 'ReportedRun', description: 'Input and output only where the user allowed a look at them' }),
  history: z.object({ reports: z.int(), refunded: z.int() }),
});
