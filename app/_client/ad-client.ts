import { callApi } from './call-api';
import { newIdempotencyKey } from './idempotency-key';
import type { AdClient } from '@/components/ads/player/types';

/** The ad verbs over the wire. A start that finds an active session returns it, which is how a reload resumes. */
export const adClient: AdClient = {
  start: (kind) => callApi('/api/ads/start', { body: { kind }, idempotencyKey: newIdempotencyKey() }),
  beat: (beat, options) => callApi('/api/ads/progress', { body: beat, keepalive: options?.last }),
  // The session id is the key: however often the answer is lost, one session pays once.
  claim: (session) => callApi('/api/ads/claim', { body: session, idempotencyKey: `claim-${session.sessionId}` }),
};
