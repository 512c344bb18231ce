import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { adjustCreditsAnswerSchema, adjustCreditsSchema } from '@/lib/admin/schema';
import { settingsSchema } from '@/lib/settings/schema';

const settings = z.object({ settings: settingsSchema });

export const updateCreditsSpec = {
  id: 'updateCredits',
  method: 'POST',
  path: '/api/admin/update-credits',
  summary: 'Gives credits to a user or takes them; needs an Idempotency-Key and is kept in the audit log',
  auth: 'admin',
  limit: 'admin',
  body: adjustCreditsSchema,
  idempotent: 'required',
  responses: {
    200: { description: 'What the user has now', schema: adjustCreditsAnswerSchema },
    404: { description: 'There is no such user' },
    409: { description: 'The debit is beyond the balance, or the Idempotency-Key was used for another request' },
  },
} as const satisfies RouteSpec;

export const getSettingsSpec = {
  id: 'getSettings',
  method: 'GET',
  path: '/api/admin/settings',
  summary: 'All settings as they stand',
  auth: 'admin',
  limit: 'admin',
  responses: { 200: { description: 'The settings', schema: settings } },
} as const satisfies RouteSpec;

export const updateSettingsSpec = {
  id: 'updateSettings',
  method: 'PATCH',
  path: '/api/admin/settings',
  summary: 'Changes settings by a merge patch (RFC 7396); null takes a member back to its default',
  auth: 'admin',
  limit: 'admin',
  body: z.record(z.string(), z.unknown()),
  responses: { 200: { description: 'The settings afterwards', schema: settings } },
} as const satisfies RouteSpec;

export const adminSpecs = [
  updateCreditsSpec,
  getSettingsSpec,
  updateSettingsSpec,
] as const satisfies readonly RouteSpec[];
