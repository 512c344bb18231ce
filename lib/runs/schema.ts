import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD');
const realDay = day.refine((value) => !Number.isNaN(Date.parse(value)), 'is no day of the calendar');

/** What the history can be narrowed by. */
export const runFilterSchema = z.object({
  toolId: z.string().max(100).optional(),
  kind: z.enum(['text', 'image', 'audio', 'video']).optional(),
  status: z.enum(['running', 'succeeded', 'failed', 'cancelled']).optional(),
  favourite: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  from: realDay.optional().describe('First day, UTC'),
  to: realDay.optional().describe('Last day, UTC'),
  conversationId: z.uuid().optional().describe('The first run of a conversation: it and its turns'),
  batchId: z.uuid().optional(),
  q: z.string().max(200).optional().describe('Words, all of them in input, answer or note, as parts of words'),
});

/** The query of the history. */
export const runListQuerySchema = runFilterSchema.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

/** The query of an export: one text with everything that the filters leave. */
export const runExportQuerySchema = runFilterSchema.extend({
  format: z.enum(['jsonl', 'csv', 'md']).default('jsonl'),
});

/** What becomes visible behind a link. */
export const shareRequestSchema = z.strictObject({
  showInput: z.boolean().optional().describe('Also what was typed; false when absent'),
});

/** The forms of a result's text that can be taken away, and those of its pictures beside their own. */
export const runDownloadQuerySchema = z.object({
  as: z.enum(['md', 'txt', 'csv', 'json', 'srt', 'vtt', 'webp', 'jpeg']),
  file: z.coerce.number().int().min(1).max(20).optional().describe('Which of several pictures, from 1'),
});

/** What an owner may change of a run; null removes the note. */
export const runPatchSchema = z.strictObject({
  favourite: z.boolean().optional(),
  note: z.string().trim().max(2_000).nullable().optional(),
});

/** `CacheStatsInput` as a query. */
export const cacheQuerySchema = z.object({ from: day.optional(), to: day.optional() });

/** The query of the list of uploads. */
export const uploadListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  kind: z.enum(['image', 'audio', 'document']).optional(),
});
