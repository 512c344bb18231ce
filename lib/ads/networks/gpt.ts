import type { AdNetwork } from './network';

/** Rewarded ads of Google Ad Manager by its publisher tag: https://developers.google.com/publisher-tag/samples/display-rewarded-ad */
export const gpt: AdNetwork = {
  id: 'gpt',
  label: 'Google Ad Manager',
  tier: 'browser',
  viewCapSeconds: 30,
  place: 'page',
  needsConsent: true,
  client: ({ GAM_REWARDED_AD_UNIT: unit, GPT_SCRIPT_URL: scriptUrl }) => (unit ? { unit, scriptUrl } : null),
};
