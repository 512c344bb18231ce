import { z } from 'zod';

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
