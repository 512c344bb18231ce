import { z } from 'zod';
import { modelOverride } from '@/lib/settings/schema';

/** What an operator sends to change somebody's credits: signed, at most 6 decimals. */
export const adjustCreditsSchema = z.strictObject({
  userId: z.string().min(1).max(100).optional(),
  email: z.email().max(254).optional(),
  amount: z.number(),
  reason: z.string().max(500),
});

export const adjustCreditsAnswerSchema = z.object({
  user: z.object({ id: z.string(), email: z.string() }),
  available: z.number(),
  amount: z.number(),
  repeated: z.boolean(),
});

/** A model for the catalog: "provider/name" with what the operator says of it. */
export const newModelSchema = modelOverride.extend({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}\/\S{1,180}$/, 'must be "provider/name"'),
});

const { cost, ...members } = modelOverride.shape;
const rates = cost.unwrap().shape;

/** A merge patch of what the operator says of a model: null takes a member back to the catalog's own. */
export const changeModelSchema = z.strictObject({
  hidden: members.hidden.nullable(),
  label: members.label.nullable(),
  kind: members.kind.nullable(),
  task: members.task.nullable(),
  tier: members.tier.nullable(),
  quality: members.quality.nullable(),
  contextTokens: members.contextTokens.nullable(),
  maxOutputTokens: members.maxOutputTokens.nullable(),
  cost: z
    .strictObject({
      inputPerMillionTokens: rates.inputPerMillionTokens.nullable(),
      outputPerMillionTokens: rates.outputPerMillionTokens.nullable(),
      perImage: rates.perImage.nullable(),
      perSource: rates.perSource.nullable(),
      perSecond: rates.perSecond.nullable(),
      perMillionCharacters: rates.perMillionCharacters.nullable(),
    })
    .nullish(),
});
