import { z } from 'zod';

const count = z.int();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD');

const figures = {
  runs: count,
  own: count.describe('Served by the user’s own kept answer'),
  shared: count.describe('Served by somebody else’s kept answer'),
  joined: count.describe('Answered together with an identical run under way'),
  hitRate: z.number().min(0).max(1),
  savedUsd: z.number().describe('As far as the cost of the first answer is known'),
  earned: z.number().describe('Credits'),
};

/** `CacheStatsInput` as a query. */
export const cacheQuerySchema = z.object({ from: day.optional(), to: day.optional() });

/** `CacheStats` as it is documented. */
export const cacheStatsSchema = z.object({
  from: day,
  to: day,
  total: z.object(figures),
  days: z.array(z.object({ day, ...figures })),
  tools: z.array(z.object({ toolId: z.string(), ...figures })),
  items: z.array(z.object({ day, toolId: z.string(), ...figures })),
});
