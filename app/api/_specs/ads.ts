import { z } from 'zod';
import { claimSchema, progressSchema, startAdSchema } from '@/lib/ads';
import { defineSpec } from '@/lib/http';

const kind = z.enum(['text', 'image', 'video']);

const view = z.object({
  id: z.string(),
  seconds: z.number(),
  creative: z.object({ id: z.string(), kind, scenes: z.number() }),
  watchedSeconds: z.number(),
  positionSeconds: z.number(),
});

const session = z.object({
  id: z.string(),
  token: z.string(),
  kind,
  network: z.string(),
  watchSeconds: z.number(),
  reward: z.number(),
  views: z.array(view),
  expiresAt: z.string(),
});

const rule = z.object({ watchSeconds: z.number(), reward: z.number(), views: z.number() });

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
    422: { description: 'A network or bonus tier that this hub does not have' },
    429: { description: 'A daily cap or the cool-down; Retry-After says when to come back' },
  },
});

export const adProgressSpec = defineSpec({
  id: 'adProgress',
  method: 'POST',
  path: '/api/ads/progress',
  summary: 'A heartbeat of a view',
  auth: 'session',
  owner: 'session id, token and user must belong together',
  limit: 'adProgress',
  body: progressSchema,
  responses: {
    200: {
      description: 'What is counted',
      schema: z.object({ watchedSeconds: z.number(), requiredSeconds: z.number() }),
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
  owner: 'session id, token and user must belong together',
  limit: 'claim',
  idempotent: true,
  body: claimSchema,
  responses: {
    200: {
      description: 'The reward',
      schema: z.object({ reward: z.number(), available: z.number(), repeated: z.boolean() }),
    },
    404: { description: 'No such session of the caller, or a wrong token' },
    409: {
      description: 'Not watched long enough (`missingSeconds`), or the Idempotency-Key was used for another request',
    },
    410: { description: 'The session has run out' },
    429: { description: 'A daily cap is reached; Retry-After says when to come back' },
  },
});

export const adSpecs = [adStatusSpec, startAdSpec, adProgressSpec, claimAdSpec];
