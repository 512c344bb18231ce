import { z } from 'zod';
import { CASE_DECISIONS, CASE_STATES } from './types';

export const caseListQuerySchema = z.object({
  state: z.enum(CASE_STATES).optional(),
  userId: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const decideCaseSchema = z.strictObject({
  decision: z.enum(CASE_DECISIONS),
  /** Told to the user with a refusal or what is taken back, which needs it. */
  note: z.string().trim().max(500, 'must have at most 500 characters').optional(),
});
