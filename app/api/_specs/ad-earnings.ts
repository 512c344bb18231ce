import { z } from 'zod';
import { PAYING_NETWORKS, yieldImportSchema } from '@/lib/ads';
import type { RouteSpec } from '@/lib/http';

const day = z.string().max(20).describe('A day in UTC, YYYY-MM-DD');

const figures = z.object({
  asked: z.number().describe('How often an ad was asked for'),
  sessions: z.number().describe('Of those, went on with what was found'),
  noFill: z.number(),
  blocked: z.number(),
  failed: z.number(),
  fill: z.number().nullable().describe('From 0 to 1; null where nothing was asked'),
  views: z.number(),
  completed: z.number(),
  claimed: z.number(),
  paid: z.number().describe('Credits'),
  takenBack: z.number().describe('Credits'),
  reportedUsd: z.number().describe('By the networks’ reports'),
  assumedUsd: z.number().describe('By the assumed price, of days without a report'),
  revenueUsd: z.number(),
  impressions: z.number().describe('As networks count them'),
  usdPerCredit: z.number().nullable().describe('Of credits that stayed paid; null where there are none'),
});

const query = z.object({
  from: day.optional(),
  to: day.optional(),
  by: z.enum(['day', 'network', 'country']).optional().describe('`day` by default'),
});

export const analyticsSpec = {
  id: 'readAnalytics',
  method: 'GET',
  path: '/api/admin/analytics',
  summary: 'What ads did, paid and brought in, by day, network or country; the last 28 days by default',
  auth: 'admin',
  limit: 'admin',
  query,
  responses: {
    200: {
      description: 'The figures',
      schema: z.object({
        analytics: z.object({
          from: z.string(),
          to: z.string(),
          by: z.string(),
          total: figures,
          items: z.array(
            figures.extend({ key: z.string().describe('The day, network or country; empty where unknown') }),
          ),
        }),
      }),
    },
  },
} as const satisfies RouteSpec;

export const analyticsCsvSpec = {
  id: 'exportAnalytics',
  method: 'GET',
  path: '/api/admin/analytics.csv',
  summary: 'The same as a table for spreadsheets',
  auth: 'admin',
  limit: 'admin',
  query,
  responses: { 200: { description: 'The table', mediaType: 'text/csv' } },
} as const satisfies RouteSpec;

export const importYieldSpec = {
  id: 'importYield',
  method: 'POST',
  path: '/api/admin/ads/yield',
  summary: 'Takes in a network’s report of impressions and revenue, all of it or nothing; days it names are replaced',
  auth: 'admin',
  limit: 'admin',
  body: yieldImportSchema,
  maxBodyBytes: 4_000_000,
  responses: {
    200: {
      description: 'What was taken in',
      schema: z.object({
        imported: z.object({
          networks: z.array(z.enum(PAYING_NETWORKS)),
          from: z.string(),
          to: z.string(),
          rows: z.number(),
          impressions: z.number(),
          revenueUsd: z.number(),
          replaced: z.number().describe('Rows that stood there before'),
        }),
      }),
    },
    413: { description: 'More bytes than a report has' },
    422: { description: 'Nothing was taken in; each wrong cell is named by line and column' },
  },
} as const satisfies RouteSpec;

export const adEarningSpecs = [analyticsSpec, analyticsCsvSpec, importYieldSpec];
