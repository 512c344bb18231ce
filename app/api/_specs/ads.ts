import { z } from 'zod';
import {
  AD_KINDS,
  answerSchema,
  claimSchema,
  fallbackSchema,
  NETWORK_IDS,
  PLACES,
  progressSchema,
  startAdSchema,
} from '@/lib/ads';
import { defineSpec } from '@/lib/http';

const kind = z.enum(AD_KINDS);
const network = z.enum(NETWORK_IDS);
const place = z.enum(PLACES);

const ownSession = 'session id, token and user must belong together';

const campaign = z.object({
  campaignId: z.string(),
  headline: z.string(),
  body: z.string(),
  action: z.string().nullable(),
  hasLink: z.boolean(),
  click: z
    .object({ sessionId: z.string(), token: z.string(), viewId: z.string() })
    .optional()
    .describe('What the form of its link sends to /api/ads/click'),
  media: z.object({ url: z.string(), type: z.enum(['image', 'video']), alt: z.string() }).nullable(),
});

const view = z.object({
  id: z.string(),
  seconds: z.number(),
  network,
  creative: z.object({ id: z.string(), kind, scenes: z.number(), campaign: campaign.optional() }),
  watchedSeconds: z.number(),
  positionSeconds: z.number(),
  granted: z.boolean().describe('The network has said that the reward is due'),
  complete: z.boolean().describe('Nothing is missing of this view'),
  question: z
    .object({ text: z.string(), choices: z.array(z.string()), reward: z.number(), answer: z.number().nullable() })
    .nullable(),
});

const session = z.object({
  id: z.string(),
  token: z.string(),
  kind,
  network,
  tier: z.enum(['house', 'browser', 'signed']),
  client: z
    .object({ scriptUrl: z.string().optional(), unit: z.string().optional(), userId: z.string().optional() })
    .nullable(),
  watchSeconds: z.number(),
  reward: z.number(),
  bonus: z.boolean().describe('Adds to a session that was just claimed'),
  views: z.array(view),
  expiresAt: z.string(),
});

const bonus = z
  .object({ kind, watchSeconds: z.number(), reward: z.number() })
  .nullable()
  .describe('What may be watched on for, right after a claim');

const rule = z.object({ watchSeconds: z.number(), reward: z.number(), views: z.number(), place });

export const adStatusSpec = defineSpec({
  id: 'adStatus',
  method: 'GET',
  path: '/api/ads/status',
  summary: 'What ads pay, what is left of today, and the session under way',
  auth: 'session',
  owner: 'the caller’s own',
  limit: 'read',
  responses: {
    200: {
      description: 'The status',
      schema: z.object({
        kinds: z.object({ text: rule, image: rule, video: rule }),
        today: z.object({ earned: z.number(), cap: z.number(), remaining: z.number(), resetsAt: z.string() }),
        cooldownSeconds: z.number(),
        cooldownLeftSeconds: z.number(),
        place: place.describe('Where the next ad would be shown'),
        bonus,
        session: session.nullable(),
      }),
    },
  },
});

export const startAdSpec = defineSpec({
  id: 'startAd',
  method: 'POST',
  path: '/api/ads/start',
  summary: 'Open an ad session; one that is under way comes back with 200',
  auth: 'session',
  owner: 'made for the caller',
  limit: 'adStart',
  body: startAdSchema,
  responses: {
    200: { description: 'The session that is under way', schema: z.object({ session }) },
    201: { description: 'A new session', schema: z.object({ session }) },
    403: { description: 'A premium account, which watches no ads' },
    409: { description: 'A bonus without a claim to add to' },
    422: { description: 'A network that is off here, or that this visitor may not be shown' },
    429: { description: 'A daily cap, or with `pause` the cool-down; Retry-After says when to come back' },
  },
});

export const adProgressSpec = defineSpec({
  id: 'adProgress',
  method: 'POST',
  path: '/api/ads/progress',
  summary: 'A heartbeat of a view',
  auth: 'session',
  owner: ownSession,
  limit: 'adProgress',
  remembers: true,
  body: progressSchema,
  responses: {
    200: {
      description: 'What is counted',
      schema: z.object({
        watchedSeconds: z.number(),
        requiredSeconds: z.number(),
        viewSeconds: z.number().describe('Counted of this view'),
        viewComplete: z.boolean(),
      }),
    },
    404: { description: 'No such session of the caller, or a wrong token' },
    409: { description: 'The session has been claimed' },
    410: { description: 'The session has run out' },
    429: { description: 'More than four beats a second' },
  },
});

export const claimAdSpec = defineSpec({
  id: 'claimAd',
  method: 'POST',
  path: '/api/ads/claim',
  summary: 'Claim the reward of a watched session; pays once',
  auth: 'session',
  owner: ownSession,
  limit: 'claim',
  idempotent: true,
  body: claimSchema,
  responses: {
    200: {
      description: 'The reward',
      schema: z.object({
        reward: z.number(),
        available: z.number(),
        repeated: z.boolean(),
        heldUntil: z.string().nullable().describe('When a claim that is looked at first is paid at the latest'),
        bonus,
        dayOver: z.boolean().describe('No further ad of this kind fits under the caps of the day'),
      }),
    },
    403: {
      description:
        'challenge_required: a sign of a person is asked for in `challenge`; the claim is repeated, under the same key, with ' +
        '`challenge: {id, answer}`. forbidden: the claim is refused for good',
    },
    404: { description: 'No such session of the caller, or a wrong token' },
    409: {
      description: 'Not watched long enough (`missingSeconds`), or the Idempotency-Key was used for another request',
    },
    410: { description: 'The session has run out' },
    429: { description: 'A daily cap is reached; Retry-After says when to come back' },
  },
});

export const adFallbackSpec = defineSpec({
  id: 'adFallback',
  method: 'POST',
  path: '/api/ads/fallback',
  summary: 'The network showed nothing: the session goes on with the next one',
  auth: 'session',
  owner: ownSession,
  limit: 'adStart',
  body: fallbackSchema,
  responses: {
    200: { description: 'The session as it stands now', schema: z.object({ session }) },
    404: { description: 'No such session of the caller, or a wrong token' },
    409: { description: 'The session has ended' },
    410: { description: 'The session has run out' },
  },
});

export const adAnswerSpec = defineSpec({
  id: 'adAnswer',
  method: 'POST',
  path: '/api/ads/answer',
  summary: 'Answer the question of a house ad; the first answer stays',
  auth: 'session',
  owner: ownSession,
  limit: 'adStart',
  body: answerSchema,
  responses: {
    200: { description: 'The answer that counts', schema: z.object({ answer: z.number() }) },
    404: { description: 'No such question of the caller, or a wrong token' },
    409: { description: 'The view has not begun, or the session has ended' },
  },
});

export const adSpecs = [adStatusSpec, startAdSpec, adProgressSpec, claimAdSpec, adFallbackSpec, adAnswerSpec];
