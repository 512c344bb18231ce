import { z } from 'zod';

const file = z.object({
  url: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  width: z.int().optional(),
  height: z.int().optional(),
  seconds: z.number().optional().describe('Of sound or film'),
});

const segment = z.object({ start: z.number(), end: z.number(), text: z.string() });

const attempt = z.object({
  provider: z.string(),
  model: z.string(),
  outcome: z.string(),
  httpStatus: z.int().optional(),
  ms: z.number(),
});

const rates = {
  perThousandInputTokens: z.number().optional(),
  perThousandOutputTokens: z.number().optional(),
  perThousandCharacters: z.number().optional().describe('Read aloud'),
  perImage: z.number().optional(),
  perSource: z.number().optional().describe('For a picture that is given to be changed'),
  perSecond: z.number().optional(),
  floor: z.number(),
  ceiling: z.number(),
};

/** How a model is priced, in credits; rates that are absent cost nothing. */
export const priceRuleSchema = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('flat'), price: z.number() }),
  z.object({ rule: z.enum(['metered', 'cost-plus']), ...rates }),
]);

/** The same for one request. */
export const pricingSchema = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('flat'),
    price: z.number(),
    input: z
      .object({ characters: z.int(), covered: z.int() })
      .optional()
      .describe('Text beyond what the price covers: the price is multiplied by characters / covered'),
    pieces: z.int().optional().describe('So many times the price is due: pictures, or spans of sound'),
  }),
  z.object({ rule: z.enum(['metered', 'cost-plus']), ...rates }),
]);

const runPricing = z.discriminatedUnion('rule', [
  ...pricingSchema.options,
  z.object({ rule: z.literal('repeat').describe('The answer was kept from an earlier run'), price: z.number() }),
]);

/** The run as it is documented; `RunView` is the same in types. */
export const runViewSchema = z
  .object({
    id: z.uuid(),
    toolId: z.string(),
    kind: z.enum(['text', 'image', 'audio', 'video']),
    status: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
    input: z.record(z.string(), z.unknown()),
    options: z.record(z.string(), z.unknown()),
    output: z.object({
      text: z.string().optional(),
      files: z.array(file).optional(),
      segments: z.array(segment).optional().describe('The passages of a transcript, in seconds'),
    }),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    modelLabel: z.string().nullable(),
    demo: z.boolean(),
    cached: z.boolean(),
    joined: z.boolean().optional().describe('Answered together with an identical run that was under way'),
    attempts: z.array(attempt),
    usage: z
      .object({
        inputTokens: z.int().optional(),
        outputTokens: z.int().optional(),
        truncated: z.literal(true).optional().describe('The answer reached the limit of its length and ends there'),
      })
      .optional(),
    credits: z.object({
      quoted: z.number(),
      charged: z.number(),
      refunded: z.number(),
      reason: z.string().optional(),
      pricing: runPricing.optional(),
    }),
    message: z.string().optional(),
    code: z.string().optional(),
    promptId: z.string().optional(),
    continues: z.uuid().optional().describe('The run this one goes on from'),
    conversationId: z.uuid().optional().describe('The first run of the conversation'),
    comparisonId: z.uuid().optional(),
    batchId: z.uuid().optional(),
    favourite: z.boolean(),
    note: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Run' });

/** A link to a result, as it is documented. */
export const shareViewSchema = z
  .object({
    slug: z.string(),
    url: z.string().describe('The public page'),
    showInput: z.boolean().describe('What was typed is shown, too'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Share' });

const count = z.int();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const figures = {
  runs: count,
  own: count.describe('Served by the user’s own kept answer'),
  shared: count.describe('Served by somebody else’s kept answer'),
  joined: count.describe('Answered together with an identical run under way'),
  hitRate: z.number().min(0).max(1),
  savedUsd: z.number().describe('As far as the cost of the first answer is known'),
  earned: z.number().describe('Credits'),
};

/** `CacheStats` as it is documented. */
export const cacheStatsSchema = z.object({
  from: day,
  to: day,
  total: z.object(figures),
  days: z.array(z.object({ day, ...figures })),
  tools: z.array(z.object({ toolId: z.string(), ...figures })),
  items: z.array(z.object({ day, toolId: z.string(), ...figures })),
});
