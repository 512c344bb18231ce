import { z } from 'zod';
import { priceRuleSchema, pricingSchema, runViewSchema } from '@/lib/runs/view-schema';

const choice = z.object({ value: z.string(), label: z.string() });

/** The tool as it is documented; `ToolView` is the same in types. */
export const toolViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['text', 'image', 'audio', 'video']),
    group: z.enum(['write', 'work', 'understand', 'picture', 'sound', 'film']),
    description: z.string(),
    converses: z.boolean().describe('Whether a run can go on from an earlier one'),
    batches: z.boolean().describe('Whether several rows may be run as one batch'),
    unavailable: z.string().nullable().describe('Why it cannot be run as the hub is set up'),
    inputSchema: z.record(z.string(), z.unknown()).describe("JSON Schema of a run's `input`"),
    fields: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        placeholder: z.string(),
        multiline: z.boolean(),
        required: z.boolean(),
        maxLength: z.int(),
        choices: z.array(choice).optional(),
        default: z.string().optional(),
        type: z.enum(['text', 'number', 'file']).optional().describe('"text" where absent'),
        hint: z.string().optional(),
        min: z.int().optional(),
        max: z.int().optional(),
        accepts: z.array(z.enum(['image', 'audio', 'document'])).optional(),
        recordable: z.boolean().optional(),
      }),
    ),
    options: z.array(z.object({ id: z.string(), label: z.string(), choices: z.array(choice), default: z.string() })),
    examples: z.array(
      z.object({
        title: z.string(),
        input: z.record(z.string(), z.string()),
        options: z.record(z.string(), z.string()).optional(),
      }),
    ),
    models: z.array(
      z.object({
        id: z.string(),
        provider: z.string(),
        providerLabel: z.string(),
        label: z.string(),
        price: z.number().describe('The flat price, or the most a metered run of ordinary length can cost'),
        pricing: priceRuleSchema,
        demo: z.boolean(),
      }),
    ),
    price: z.object({ from: z.number(), to: z.number() }),
    coveredCharacters: z.int().nullable(),
  })
  .meta({ id: 'Tool' });

export const adOfferSchema = z.object({
  kind: z.enum(['text', 'image', 'video']),
  watchSeconds: z.int(),
  reward: z.number(),
  count: z.int(),
});

export const quoteViewSchema = z.object({
  price: z.number().describe('The most the run can cost'),
  pricing: pricingSchema,
  cachedPrice: z.number(),
  sharedPrice: z
    .number()
    .optional()
    .describe('Where somebody else’s same request has left its answer; absent where answers are not shared'),
  available: z.number(),
  ad: adOfferSchema.nullable(),
});

export const runAnswerSchema = z.object({ run: runViewSchema, repeated: z.boolean().optional() });

/** `ModerationTrial` as it is documented. */
export const moderationTrialSchema = z.object({
  term: z.string().nullable().describe('The first term of the list in the text; null where none is'),
  endpoint: z
    .object({ flagged: z.boolean(), categories: z.array(z.string()), provider: z.string() })
    .nullable()
    .describe('What a configured provider’s endpoint says; null where none answers'),
});
