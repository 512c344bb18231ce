import { browserStorage } from './draft';
import type { AdOffer } from './types';

const KEY = 'megicai:ad:';

/** The ad that was being watched for a tool's run, so that a reload goes on with both. */
export interface RememberedAd {
  offer: AdOffer;
  fresh: boolean;
}

export function rememberAd(toolId: string, ad: RememberedAd | null): void {
  try {
    const storage = browserStorage('sessionStorage');
    if (ad) storage?.setItem(KEY + toolId, JSON.stringify(ad));
    else storage?.removeItem(KEY + toolId);
  } catch {
    // Without storage the button offers the ad again, and the session itself is found by the server.
  }
}

export function recallAd(toolId: string): RememberedAd | null {
  try {
    const raw = browserStorage('sessionStorage')?.getItem(KEY + toolId) ?? null;
    const ad = raw === null ? null : (JSON.parse(raw) as Partial<RememberedAd>);
    return typeof ad?.offer?.count === 'number' && typeof ad.offer.reward === 'number' ? (ad as RememberedAd) : null;
  } catch {
    return null;
  }
}
