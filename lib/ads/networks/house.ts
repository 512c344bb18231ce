import type { AdNetwork } from './network';

/** The hub's own ads: always there, the end of every waterfall. */
export const house: AdNetwork = {
  id: 'house',
  label: 'House ads',
  tier: 'house',
  viewCapSeconds: null,
  place: 'inline',
  needsConsent: false,
  client: () => ({}),
};
