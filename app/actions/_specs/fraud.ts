import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';
import { CASE_DECISIONS } from '@/lib/risk/types';

export const decideCaseActionSpec = {
  id: 'decideCaseAction',
  summary: 'Decide a case of suspected fraud',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({
    id: z.string().max(100),
    decision: z.enum(CASE_DECISIONS),
    note: z.string().max(500).optional(),
  }),
} as const satisfies ActionSpec;

export const fraudActionSpecs = [decideCaseActionSpec];
