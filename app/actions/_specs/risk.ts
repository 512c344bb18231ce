import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

export const saveRiskRulesActionSpec = {
  id: 'saveRiskRulesAction',
  summary: 'Change what counts as fraud, and what is done about it',
  auth: 'admin',
  limit: 'admin',
  // 5,000 domains at most; the settings room checks every member.
  fields: z.record(z.string().max(100), z.string().max(500_000)),
} as const satisfies ActionSpec;

export const riskActionSpecs = [saveRiskRulesActionSpec];
