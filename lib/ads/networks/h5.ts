import type { AdNetwork } from './network';

/** AdSense's rewarded ads for pages, by its Ad Placement API: https://developers.google.com/ad-placement/apis/adbreak */
export const h5: AdNetwork = {
  id: 'h5',
  label: 'AdSense H5',
  tier: 'browser',
  viewCapSeconds: 30,
  place: 'page',
  needsConsent: true,
  client: ({ ADSENSE_CLIENT_ID: unit, H5_SCRIPT_URL: scriptUrl }) => (unit ? { unit, scriptUrl } : null),
};
