import { callApi } from './call-api';
import { newIdempotencyKey } from './idempotency-key';
import type { AdClient } from '@/components/ads/player/types';

const BEAT_TIMEOUT_MS = 8_000;

/** The ad verbs over the wire. A start that finds an active session returns it, which is how a reload resumes. */
export const adClient: AdClient = {
  start: (kind) => callApi('/api/ads/start', { body: { kind }, idempotencyKey: newIdempotencyKey() }),
  // A beat that hangs would hold up all later ones.
  beat: (beat, options) =>
    callApi('/api/ads/progress', { body: beat, keepalive: options?.last, timeoutMs: BEAT_TIMEOUT_MS }),
  // A fresh key each time: one session pays once whatever its key, and a refused claim must be answered anew.
  claim: (session) => callApi('/api/ads/claim', { body: session, idempotencyKey: newIdempotencyKey() }),
};
