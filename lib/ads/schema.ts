import { z } from 'zod';

export const startAdSchema = z.object({
  kind: z.enum(['text', 'image', 'video']),
  network: z.literal('house', 'only house ads are configured').optional(),
  bonus: z.literal(false, 'there is no bonus tier here').optional(),
});
export type StartAdInput = z.infer<typeof startAdSchema>;

const sessionMembers = { sessionId: z.string().min(1).max(64), token: z.string().min(1).max(128) };

export const progressSchema = z.object({
  ...sessionMembers,
  viewId: z.string().min(1).max(64),
  positionSeconds: z.number().min(0).max(86_400),
  visible: z.boolean(),
});
export type ProgressInput = z.infer<typeof progressSchema>;

export const claimSchema = z.object(sessionMembers);
export type ClaimInput = z.infer<typeof claimSchema>;
