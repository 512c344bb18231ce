import type { AdAccounts } from '@/lib/env';
import type { AdTier, NetworkId, Place } from '../types';

/** What the browser needs to ask a network for an ad; nothing of it is secret. */
export interface NetworkClient {
  /** The script that page networks load. */
  scriptUrl?: string;
  /** The ad unit or client id of the hub. */
  unit?: string;
}

/** One network that shows rewarded ads. How its ads are drawn and heard is in components/ads/networks. */
export interface AdNetwork {
  id: NetworkId;
  label: string;
  /**
   * Who vouches for a view: `house` our own clock, `browser` our clock and an event that only the browser has seen,
   * `signed` the network's signature on a callback to the server.
   */
  tier: AdTier;
  /** The longest view it shows, in seconds; null for none. */
  viewCapSeconds: number | null;
  /** Where its ads are shown: in place, on the ad page that has a policy of its own, or by the app around the hub. */
  place: Place;
  /** Loads something of another company, which the visitor has to agree to. */
  needsConsent: boolean;
  /** Null where the hub has no account: the network is off. */
  client(accounts: AdAccounts): NetworkClient | null;
}
