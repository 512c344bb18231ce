import { z } from 'zod';
import { CALLBACK_EVENTS, CALLBACK_OUTCOMES, OFFER_REVIEWS } from './types';

export const callbackAnswerSchema = z.object({
  outcome: z.enum(CALLBACK_OUTCOMES),
  repeated: z.boolean().describe('The network had told us before, and nothing moved now'),
});

/** As AdMob sends them; only those that we read are named. */
export const admobQuerySchema = z.object({
  ad_unit: z.string().describe('The last part of the unit’s id; one of ADMOB_AD_UNITS'),
  custom_data: z.string().describe('The id of the ad session'),
  user_id: z.string().describe('The id of the session’s user'),
  transaction_id: z.string(),
  signature: z.string().describe('Last but one: ECDSA over SHA-256 of the raw query before it, DER, base64url'),
  key_id: z.string().describe('Last'),
});

export const callbackListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  network: z.string().max(40).optional(),
  userId: z.uuid().optional(),
});

export const callbackListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      network: z.string(),
      event: z.enum(CALLBACK_EVENTS),
      externalId: z.string(),
      sessionId: z.string().nullable(),
      userId: z.string().nullable(),
      outcome: z.enum(CALLBACK_OUTCOMES),
      amount: z.number().describe('Credits paid, decided for a credit that was held, or taken by a reversal'),
      review: z.enum(OFFER_REVIEWS).nullable().describe('Of a credit that was held: what became of it'),
      heldUntil: z.iso.datetime().nullable().describe('Of one that waits: when it is paid, unless it is refused'),
      offer: z.string().nullable(),
      receivedAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const reversedSessionsSchema = z.object({
  reversed: z.array(z.object({ sessionId: z.string(), amount: z.number() })),
  skipped: z.array(z.string()).describe('Never paid, or reversed before'),
  amount: z.number(),
  debt: z.number().describe('What the user owes now'),
  repeated: z.boolean(),
});
