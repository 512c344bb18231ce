import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { caseListQuerySchema, decideCaseSchema } from '@/lib/risk/schema';
import { caseListSchema, caseSchema } from '@/lib/risk/view-schema';

export const listCasesSpec = {
  id: 'listFraudCases',
  method: 'GET',
  path: '/api/admin/fraud',
  summary: 'Claims, offers and accounts that looked wrong, the worst first, with their evidence',
  auth: 'admin',
  limit: 'admin',
  query: caseListQuerySchema,
  responses: { 200: { description: 'The cases', schema: caseListSchema } },
} as const satisfies RouteSpec;

export const decideCaseSpec = {
  id: 'decideFraudCase',
  method: 'POST',
  path: '/api/admin/fraud/{id}/decide',
  summary: 'Pays, refuses or takes back a claim or an offer, or closes a case; kept in the audit log, told to the user',
  auth: 'admin',
  limit: 'admin',
  params: z.object({ id: z.string().max(100) }),
  body: decideCaseSchema,
  responses: {
    200: { description: 'The case as it stands now', schema: z.object({ case: caseSchema }) },
    404: { description: 'There is no such case' },
    409: { description: 'It is decided already, or the decision does not fit' },
  },
} as const satisfies RouteSpec;

export const fraudSpecs = [listCasesSpec, decideCaseSpec] as const satisfies readonly RouteSpec[];
