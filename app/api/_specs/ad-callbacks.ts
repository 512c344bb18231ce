import { z } from 'zod';
import {
  admobQuerySchema,
  callbackAnswerSchema,
  callbackListQuerySchema,
  callbackListSchema,
  offerPostbackSchema,
  reversedSessionsSchema,
  reverseSessionsSchema,
} from '@/lib/ads';
import { defineSpec } from '@/lib/http';

const responses = {
  200: {
    description: 'Understood and committed, credited, held for a look, or not; a repeat gets the first answer',
    schema: callbackAnswerSchema,
  },
  400: { description: 'No network would send this: a parameter twice, or the signature not last' },
  403: { description: 'The signature is not right, or the ad unit is not ours' },
  404: { description: 'This hub has no account at such a network' },
  409: { description: 'This transaction was credited before, with another amount or user' },
  503: { description: 'The keys of the network cannot be had now: send it again' },
};

export const admobCallbackSpec = defineSpec({
  id: 'admobCallback',
  method: 'GET',
  path: '/api/ads/callbacks/admob',
  summary: 'Server-side verification of AdMob: one view was watched; the last one of a session pays it',
  auth: 'public',
  owner: 'signed by Google, for an ad unit of ours; the session must be that of the user it names',
  limit: 'none',
  raw: { mediaTypes: [] },
  query: admobQuerySchema,
  responses,
});

const params = z.object({ network: z.string().describe('offerwall') });
const signed = 'signed with the secret that the hub and the network share';

export const offerCallbackGetSpec = defineSpec({
  id: 'offerCallbackGet',
  method: 'GET',
  path: '/api/ads/callbacks/{network}',
  summary: 'Postback of an offer wall: an offer was completed, or withdrawn; `signature` is the last parameter',
  auth: 'public',
  owner: signed,
  limit: 'none',
  raw: { mediaTypes: [] },
  params,
  query: offerPostbackSchema.extend({
    signature: z.string().describe('Hex HMAC-SHA256 of the raw query before it'),
  }),
  responses,
});

export const offerCallbackPostSpec = defineSpec({
  id: 'offerCallbackPost',
  method: 'POST',
  path: '/api/ads/callbacks/{network}',
  summary: 'The same as a body; the header `x-signature` has the hex HMAC-SHA256 of its bytes',
  auth: 'public',
  owner: signed,
  limit: 'none',
  raw: { mediaTypes: ['application/x-www-form-urlencoded', 'application/json'] },
  params,
  body: offerPostbackSchema,
  responses,
});

export const listCallbacksSpec = defineSpec({
  id: 'listAdCallbacks',
  method: 'GET',
  path: '/api/admin/ad-callbacks',
  summary: 'What ad networks told us by their signature, newest first',
  auth: 'admin',
  limit: 'admin',
  query: callbackListQuerySchema,
  responses: { 200: { description: 'A page', schema: callbackListSchema } },
});

export const reverseAdSessionsSpec = defineSpec({
  id: 'reverseAdSessions',
  method: 'POST',
  path: '/api/admin/ad-sessions/reverse',
  summary: 'Takes back what ad sessions of one user have paid, for proven fraud; the user is told why',
  auth: 'admin',
  limit: 'admin',
  idempotent: true,
  body: reverseSessionsSchema,
  responses: {
    200: { description: 'What was taken', schema: reversedSessionsSchema },
    404: { description: 'A session is not this user’s: nothing was taken' },
    409: { description: 'The Idempotency-Key was used for another request' },
  },
});

export const adCallbackSpecs = [
  admobCallbackSpec,
  offerCallbackGetSpec,
  offerCallbackPostSpec,
  listCallbacksSpec,
  reverseAdSessionsSpec,
];
