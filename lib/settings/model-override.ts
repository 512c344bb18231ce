import { z } from 'zod';

/** Millionths of a US dollar. */
const cost = z.number().nonnegative().max(10_000_000_000);
const tokens = z.number().int().min(1).max(100_000_000);

/** What an operator says of one model: a change to the catalog's, or, with `kind`, a model the catalog lacks. */
export const modelOverride = z.strictObject({
  hidden: z.boolean().optional(),
  label: z.string().trim().min(1).max(100).optional(),
  kind: z.enum(['text', 'image', 'audio', 'video']).optional(),
  task: z.enum(['speech', 'transcription']).optional(),
  tier: z.enum(['standard', 'economy']).optional(),
  quality: z.number().int().min(1).max(100).optional(),
  contextTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
  cost: z
    .strictObject({
      inputPerMillionTokens: cost.optional(),
      outputPerMillionTokens: cost.optional(),
      perImage: cost.optional(),
      perSource: cost.optional(),
      perSecond: cost.optional(),
      perMillionCharacters: cost.optional(),
    })
    .optional(),
});

export type ModelOverride = z.infer<typeof modelOverride>;
