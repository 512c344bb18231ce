import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

export const saveCacheRulesActionSpec = {
  id: 'saveCacheRulesAction',
  summary: 'Change how long tools keep answers, and which of them share',
  auth: 'admin',
  limit: 'admin',
  // Two fields for each tool, by dotted path; the settings room checks every member.
  fields: z.record(z.string().max(100), z.string().max(40)),
} as const satisfies ActionSpec;

export const cacheActionSpecs = [saveCacheRulesActionSpec];
