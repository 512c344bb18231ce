import { z } from 'zod';
import { PAYING_NETWORKS } from './types';

export const MOST_REPORT_ROWS = 20_000;

export const yieldImportSchema = z.strictObject({
  csv: z
    .string()
    .min(1)
    .describe('The report as its network exports it: comma, semicolon or tab separated, with a header'),
  network: z.enum(PAYING_NETWORKS).optional().describe('Whose report it is, unless a column says so'),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'must be three letters')
    .optional()
    .describe('Of a report that does not name its own; USD by default'),
  usdPerUnit: z.number().positive().max(10_000).optional().describe('US dollars for one unit of another currency'),
});
export type YieldImportInput = z.infer<typeof yieldImportSchema>;
