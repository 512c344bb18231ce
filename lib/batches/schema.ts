import { z } from 'zod';

/** The most rows any setting allows. */
export const MOST_ROWS = 10_000;
/** What a batch may weigh as JSON or CSV. */
export const MOST_BYTES = 8_000_000;

/** What a batch is asked with. Rows and options are checked by the tool itself, row by row. */
export const batchRequestSchema = z
  .strictObject({
    toolId: z.string().min(1).max(100),
    /** The inputs, in order. */
    rows: z.array(z.record(z.string(), z.unknown())).min(1).max(MOST_ROWS).optional(),
    /** Or as a text: CSV whose first line names the tool's fields, or one row a line for its main field. */
    text: z.string().min(1).max(MOST_BYTES).optional(),
    /** Fields of every row that does not fill them itself. */
    shared: z.record(z.string(), z.unknown()).optional(),
    options: z.record(z.string(), z.unknown()).optional(),
    /** "auto" or a provider's id. */
    provider: z.string().min(1).max(100).default('auto'),
    /** "auto", "provider/name", or a name alone. */
    model: z.string().min(1).max(200).default('auto'),
    /** Lets a provider do it as one job within a day, at the cheaper price. */
    delayed: z.boolean().default(false),
    name: z.string().trim().max(120).optional(),
  })
  .refine(({ rows, text }) => (rows === undefined) !== (text === undefined), {
    path: ['rows'],
    message: 'give either rows or a text',
  });

export type BatchRequest = z.output<typeof batchRequestSchema>;

export const batchListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const batchRowsQuerySchema = batchListQuerySchema.extend({
  status: z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled']).optional(),
});

/** One prompt for two or three models by name. */
export const comparisonRequestSchema = z.strictObject({
  toolId: z.string().min(1).max(100),
  input: z.record(z.string(), z.unknown()),
  options: z.record(z.string(), z.unknown()).optional(),
  models: z
    .array(z.string().min(1).max(200))
    .min(2, 'must name 2 or 3 models')
    .max(3, 'must name 2 or 3 models')
    .refine((models) => new Set(models).size === models.length, 'must name each model once'),
  /** Asks the models even where an answer is kept. */
  fresh: z.boolean().default(false),
});

export type ComparisonRequest = z.output<typeof comparisonRequestSchema>;
