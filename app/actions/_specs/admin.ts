import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

export const saveSettingsSpec = {
  id: 'saveSettings',
  summary: 'Change the operator’s settings',
  auth: 'admin',
  limit: 'admin',
  // By dotted path; the settings room checks every member.
  fields: z.record(z.string().max(100), z.union([z.string().max(20_000), z.array(z.string())])),
} as const satisfies ActionSpec;

export const adjustCreditsActionSpec = {
  id: 'adjustCreditsAction',
  summary: 'Give credits to a person or take them, after a confirmation',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({
    userId: z.string().max(100),
    amount: z.string().trim().max(40).optional(),
    reason: z.string().trim().max(500).optional(),
    step: z.enum(['confirmed', 'change']).optional(),
    idempotencyKey: z.string().min(1).max(255),
  }),
} as const satisfies ActionSpec;

export const checkLedgerActionSpec = {
  id: 'checkLedgerAction',
  summary: 'Recompute the whole ledger now',
  auth: 'admin',
  limit: 'ledgerCheck',
  fields: z.object({}),
} as const satisfies ActionSpec;

export const refundRunActionSpec = {
  id: 'refundRunAction',
  summary: 'Give back what a run was charged, after a confirmation',
  auth: 'admin',
  limit: 'admin',
  fields: z.object({
    runId: z.string().max(100),
    amount: z.string().trim().max(40).optional(),
    reason: z.string().trim().max(500).optional(),
    step: z.enum(['confirmed', 'change']).optional(),
    idempotencyKey: z.string().min(1).max(255),
  }),
} as const satisfies ActionSpec;

export const adminActionSpecs = [saveSettingsSpec, adjustCreditsActionSpec, checkLedgerActionSpec, refundRunActionSpec];
