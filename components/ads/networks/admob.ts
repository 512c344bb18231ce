import { settleOnce } from './settle-once';
import type { AdWindow, NetworkAd, NetworkAdInput } from './types';

/**
 * What the app around the hub puts on the window of its web view, as `window.megicaiAds`. `showRewarded` loads and shows one
 * rewarded ad of AdMob with `userId` and `customData` as the options of its server-side verification, and resolves when
 * the ad is gone: `rewarded` after the SDK's reward callback, `dismissed` when it was closed before, `no_fill` when there
 * was none. Nothing is paid by it: the hub waits for Google's signed callback.
 */
export interface AppAds {
  showRewarded(ask: {
    unit: string;
    userId: string;
    customData: string;
  }): Promise<'rewarded' | 'dismissed' | 'no_fill' | 'error'>;
}

export interface AppWindow extends AdWindow {
  megicaiAds?: AppAds;
}

export function admobAd({ window, unit, sessionId, userId = '', on, timeoutMs }: NetworkAdInput<AppWindow>): NetworkAd {
  const { outcome, settle } = settleOnce(window, timeoutMs);
  return {
    load() {
      settle(window.megicaiAds ? 'ready' : 'blocked');
      return outcome;
    },
    show() {
      const shown = Promise.resolve(window.megicaiAds?.showRewarded({ unit, userId, customData: sessionId }));
      shown
        .then((end) => {
          if (end === 'rewarded') on('granted');
          on(end === 'rewarded' || end === 'dismissed' ? 'closed' : 'failed');
        })
        .catch(() => on('failed'));
    },
    dispose: () => settle('error'),
  };
}
