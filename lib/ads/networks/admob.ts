import type { AdNetwork } from './network';

/**
 * AdMob in the app around the hub; each view is vouched for by a signed callback to the server:
 * https://developers.google.com/admob/android/ssv
 */
export const admob: AdNetwork = {
  id: 'admob',
  label: 'AdMob',
  tier: 'signed',
  viewCapSeconds: 30,
  place: 'app',
  needsConsent: true,
  client: ({ ADMOB_AD_UNITS: [unit] = [] }) => (unit ? { unit } : null),
};
