import { z } from 'zod';
import { MOST_REPORT_BYTES, PAYING_NETWORKS } from '@/lib/ads';
import type { ActionSpec } from '@/lib/http';

export const saveAdRulesActionSpec = {
  id: 'saveAdRulesAction',
  summary: 'Switch ad networks, change their caps and the assumed prices',
  auth: 'admin',
  limit: 'admin',
  // By dotted path; the settings room checks every member.
  fields: z.record(z.string().max(100), z.string().max(10_000)),
} as const satisfies ActionSpec;

export const saveAdSetupActionSpec = {
  id: 'saveAdSetupAction',
  summary: 'Change the lines of sellers, the consent platform and display units',
  auth: 'admin',
  limit: 'admin',
  // 500 lines of 300 characters at most; the settings room checks every member.
  fields: z.record(z.string().max(100), z.string().max(200_000)),
} as const satisfies ActionSpec;

export const importYieldActionSpec = {
  id: 'importYieldAction',
  summary: 'Bring in a report of an ad network',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({
    csv: z.string().max(MOST_REPORT_BYTES),
    network: z.enum([...PAYING_NETWORKS, 'by_column']).optional(),
    currency: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/, 'must be three letters')
      .optional(),
    usdPerUnit: z
      .string()
      .trim()
      .regex(/^\d+(?:[.,]\d+)?$/, 'must be a number')
      .optional(),
  }),
} as const satisfies ActionSpec;

export const adEarningActionSpecs = [saveAdRulesActionSpec, saveAdSetupActionSpec, importYieldActionSpec];
