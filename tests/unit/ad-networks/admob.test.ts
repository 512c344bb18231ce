import { describe, expect, it } from '@jest/globals';
import { admobAd, type AppAds } from '@/components/ads/networks/admob';
import { fakeAdWindow, listener } from '../../support/fake-ad-window';

function open(showRewarded?: AppAds['showRewarded']) {
  const fake = fakeAdWindow();
  const heard = listener();
  const window = showRewarded ? { ...fake.window, megicaiAds: { showRewarded } } : fake.window;
  const ad = admobAd({ window, unit: 'ca-app-pub-1/2', sessionId: 's1', userId: 'u1', on: heard.on });
  heard.watch(ad.load());
  return { heard, ad };
}

const shown = async (showRewarded: AppAds['showRewarded']) => {
  const { heard, ad } = open(showRewarded);
  ad.show();
  await heard.outcome();
  return heard.events;
};

describe('a rewarded ad of the app around the hub', () => {
  it('names the session and its user to the app, so that the callback can', async () => {
    const asked: unknown[] = [];
    expect(await shown((ask) => Promise.resolve((asked.push(ask), 'rewarded')))).toEqual(['granted', 'closed']);
    expect(asked).toEqual([{ unit: 'ca-app-pub-1/2', userId: 'u1', customData: 's1' }]);
  });

  it('is closed without a grant when it was dismissed', async () => {
    expect(await shown(() => Promise.resolve('dismissed'))).toEqual(['closed']);
  });

  it.each([
    ['there was none', () => Promise.resolve('no_fill' as const)],
    ['the app failed', () => Promise.resolve('error' as const)],
    ['the app threw', () => Promise.reject(new Error('no app'))],
  ])('fails when %s', async (_why, show) => {
    expect(await shown(show)).toEqual(['failed']);
  });

  it('is blocked in a browser without the app', async () => {
    const { heard } = open();
    expect(await heard.outcome()).toBe('blocked');
  });
});
