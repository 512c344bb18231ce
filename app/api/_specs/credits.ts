import type { RouteSpec } from '@/lib/http';
import {
  creditsViewSchema,
  statementFilterSchema,
  statementPageSchema,
  statementQuerySchema,
} from '@/lib/credits/schema';

export const getCreditsSpec = {
  id: 'getCredits',
  method: 'GET',
  path: '/api/credits',
  summary: "The actor's balance and its lots, in the order they are spent",
  auth: 'user',
  owner: "only the actor's wallet",
  limit: 'read',
  responses: { 200: { description: 'What there is to spend', schema: creditsViewSchema } },
} as const satisfies RouteSpec;

export const listLedgerSpec = {
  id: 'listLedger',
  method: 'GET',
  path: '/api/credits/ledger',
  summary: "The actor's statement, newest first",
  auth: 'user',
  owner: "only the actor's wallet",
  limit: 'read',
  query: statementQuerySchema,
  responses: { 200: { description: 'A page of movements', schema: statementPageSchema } },
} as const satisfies RouteSpec;

export const exportLedgerSpec = {
  id: 'exportLedger',
  method: 'GET',
  path: '/api/credits/ledger.csv',
  summary: "The actor's statement as comma-separated values, newest first, for spreadsheets",
  auth: 'user',
  owner: "only the actor's wallet",
  limit: 'read',
  query: statementFilterSchema,
  responses: { 200: { description: 'All movements that were asked for', mediaType: 'text/csv' } },
} as const satisfies RouteSpec;

export const creditSpecs = [getCreditsSpec, listLedgerSpec, exportLedgerSpec] as const satisfies readonly RouteSpec[];
