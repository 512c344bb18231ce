import { z } from 'zod';
import { PROBLEM_REASONS, PROBLEM_STATUSES } from './types';

/** What a person says of one of their runs. */
export const reportProblemSchema = z.strictObject({
  reason: z.enum(PROBLEM_REASONS),
  message: z.string().trim().max(2_000, 'must have at most 2,000 characters').optional(),
  sharesContent: z.boolean().optional(),
});

export const problemListQuerySchema = z.object({
  status: z.enum(PROBLEM_STATUSES).optional(),
  reason: z.enum(PROBLEM_REASONS).optional(),
  /** A person's mail address or id, or the id of a run. */
  q: z.string().max(254).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const decideProblemSchema = z.strictObject({
  decision: z.enum(['refund', 'decline']),
  answer: z.string().trim().max(1_000, 'must have at most 1,000 characters').optional(),
});
