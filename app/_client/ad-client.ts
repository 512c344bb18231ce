import { callApi } from './call-api';
import { newIdempotencyKey } from './idempotency-key';
import type { AdClient } from '@/components/ads/player/types';

const BEAT_TIMEOUT_MS = 8_000;

/** The app around the hub shows ads of its own, wherever the page stands. */
const inApp = (): boolean => 'megicaiAds' in window;

/** The ad verbs over the wire. A start that finds an active session returns it, which is how a reload resumes. */
export const adClient: AdClient = {
  place: () => (inApp() ? 'app' : 'inline'),
  start: (ask) => callApi('/api/ads/start', { body: ask, idempotencyKey: newIdempotencyKey() }),
  // A beat that hangs would hold up all later ones.
  beat: (beat, options) =>
    callApi('/api/ads/progress', { body: beat, keepalive: options?.last, timeoutMs: BEAT_TIMEOUT_MS }),
  // A fresh key each time: one session pays once whatever its key, and a refused claim must be answered anew.
  claim: (session) => callApi('/api/ads/claim', { body: session, idempotencyKey: newIdempotencyKey() }),
  fallback: (session, reason) => callApi('/api/ads/fallback', { body: { ...session, reason } }),
  answer: (view, choice) => callApi('/api/ads/answer', { body: { ...view, choice } }),
  status: () => callApi('/api/ads/status'),
  // Pages that show no scripts of networks fetch nothing for them.
  networkAd: async (session, on) =>
    session.network === 'admob' ? (await import('./network-ad')).networkAd(session, on) : null,
};

/** The same on the ad page, whose policy lets the networks' scripts in. */
export const pageAdClient: AdClient = {
  ...adClient,
  place: () => (inApp() ? 'app' : 'page'),
  networkAd: async (session, on) => (await import('./network-ad')).networkAd(session, on),
};
