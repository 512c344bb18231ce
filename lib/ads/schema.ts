import { z } from 'zod';
import { AD_KINDS, FALLBACK_REASONS, NETWORK_IDS, PLACES } from './types';

export * from './campaigns/campaign-schema';

export const startAdSchema = z.object({
  kind: z.enum(AD_KINDS),
  /** One network by name; without it the first of the waterfall that suits the place. */
  network: z.enum(NETWORK_IDS).optional(),
  /** Adds to the session that was just claimed. */
  bonus: z.boolean().optional(),
  /** Where the ad can be shown: in place, on the ad page, or by the app around the hub. */
  place: z.enum(PLACES).optional(),
});
export type StartAdInput = z.infer<typeof startAdSchema>;

const sessionMembers = { sessionId: z.string().min(1).max(64), token: z.string().min(1).max(128) };
const viewMembers = { ...sessionMembers, viewId: z.string().min(1).max(64) };

export const progressSchema = z.object({
  ...viewMembers,
  positionSeconds: z.number().min(0).max(86_400),
  visible: z.boolean(),
  /** What the network's script has said of this view. */
  event: z.enum(['granted', 'closed']).optional(),
});
export type ProgressInput = z.infer<typeof progressSchema>;

export const claimSchema = z.object({
  ...sessionMembers,
  /** The answer to a challenge that an earlier claim was met with. */
  challenge: z.object({ id: z.string().min(1).max(64), answer: z.string().min(1).max(4_096) }).optional(),
});
export type ClaimInput = z.infer<typeof claimSchema>;

export const fallbackSchema = z.object({ ...sessionMembers, reason: z.enum(FALLBACK_REASONS) });
export type FallbackInput = z.infer<typeof fallbackSchema>;

export const answerSchema = z.object({ ...viewMembers, choice: z.number().int().min(0).max(9) });
export type AnswerInput = z.infer<typeof answerSchema>;

export const clickSchema = z.object(viewMembers);
export type ClickInput = z.infer<typeof clickSchema>;

export const reverseSessionsSchema = z.strictObject({
  userId: z.uuid(),
  sessionIds: z.array(z.uuid()).min(1).max(200),
  /** Shown to the user, and kept in the audit log. */
  reason: z.string().trim().min(1).max(500),
});
export type ReverseSessionsInput = z.infer<typeof reverseSessionsSchema>;
