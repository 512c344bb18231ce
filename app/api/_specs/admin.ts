import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import {
  checkMadeSchema,
  ledgerFindSchema,
  ledgerFoundSchema,
  ledgerOverviewSchema,
  refundRunAnswerSchema,
  refundRunSchema,
} from '@/lib/admin/view-schema';
import { adjustCreditsAnswerSchema, adjustCreditsSchema } from '@/lib/admin/schema';
import { cacheQuerySchema } from '@/lib/runs/schema';
import { cacheStatsSchema } from '@/lib/runs/view-schema';
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

export const readLedgerSpec = {
  id: 'readLedger',
  method: 'GET',
  path: '/api/admin/ledger',
  summary: 'What the newest check of the ledger found, what people have altogether, the closed days of the hash chain',
  auth: 'admin',
  limit: 'admin',
  responses: { 200: { description: 'The ledger', schema: z.object({ ledger: ledgerOverviewSchema }) } },
} as const satisfies RouteSpec;

export const checkLedgerSpec = {
  id: 'checkLedger',
  method: 'POST',
  path: '/api/admin/ledger/checks',
  summary: 'Recomputes the whole ledger now and keeps what was found; repairs nothing',
  auth: 'admin',
  limit: 'ledgerCheck',
  responses: { 201: { description: 'What was found', schema: checkMadeSchema } },
} as const satisfies RouteSpec;

export const findInLedgerSpec = {
  id: 'findInLedger',
  method: 'GET',
  path: '/api/admin/ledger/transactions',
  summary: 'Transactions with their entries, by their id, by the id of what they were about, or by external id',
  auth: 'admin',
  limit: 'admin',
  query: ledgerFindSchema,
  responses: { 200: { description: 'Oldest first; none is an empty list', schema: ledgerFoundSchema } },
} as const satisfies RouteSpec;

export const readCacheSpec = {
  id: 'readCache',
  method: 'GET',
  path: '/api/admin/cache',
  summary:
    'How often kept and shared answers served and what that saved, by day (UTC) and tool; the last 30 days by default',
  auth: 'admin',
  limit: 'admin',
  query: cacheQuerySchema,
  responses: { 200: { description: 'The figures', schema: z.object({ cache: cacheStatsSchema }) } },
} as const satisfies RouteSpec;

export const refundRunSpec = {
  id: 'refundRun',
  method: 'POST',
  path: '/api/admin/runs/{id}/refund',
  summary: 'Gives back what a run was charged; needs an Idempotency-Key and is kept in the audit log',
  auth: 'admin',
  limit: 'admin',
  params: z.object({ id: z.string().max(100) }),
  body: refundRunSchema,
  idempotent: 'required',
  responses: {
    200: { description: 'What the run and the user have now', schema: refundRunAnswerSchema },
    404: { description: 'There is no such run' },
    409: { description: 'More than is left of the charge, or the Idempotency-Key was used for another request' },
  },
} as const satisfies RouteSpec;

export const adminSpecs = [
  updateCreditsSpec,
  getSettingsSpec,
  updateSettingsSpec,
  readLedgerSpec,
  checkLedgerSpec,
  findInLedgerSpec,
  refundRunSpec,
  readCacheSpec,
] as const satisfies readonly RouteSpec[];
