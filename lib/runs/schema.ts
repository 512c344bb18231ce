import { z } from 'zod';

/** The query of the history. */
export const runListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  toolId: z.string().max(100).optional(),
  kind: z.enum(['text', 'image', 'audio', 'video']).optional(),
  favourite: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  q: z.string().max(200).optional(),
});

/** What an owner may change of a run; null removes the note. */
export const runPatchSchema = z.strictObject({
  favourite: z.boolean().optional(),
  note: z.string().trim().max(2_000).nullable().optional(),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD');

/** `CacheStatsInput` as a query. */
export const cacheQuerySchema = z.object({ from: day.optional(), to: day.optional() });
