import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { h5Ad } from '@/components/ads/networks/h5';
import { LOAD_TIMEOUT_MS } from '@/components/ads/networks/types';
import { fakeAdWindow, fakeH5, listener, type FakeAdWindow } from '../../support/fake-ad-window';

const SRC = 'https://tags.example/adsbygoogle.js';

function ask(fake: FakeAdWindow) {
  const heard = listener();
  const ad = h5Ad({ window: fake.window, scriptUrl: SRC, unit: 'ca-pub-1', sessionId: 's1', on: heard.on });
  heard.watch(ad.load());
  return { heard, ad };
}

function open() {
  const fake = fakeAdWindow();
  const { heard, ad } = ask(fake);
  const api = fakeH5(fake);
  api.start();
  return { ...{ fake, heard, ad, api }, place: () => api.placement() };
}

describe('a rewarded ad of the Ad Placement API', () => {
  it('waits for the API, is offered, and shown only by the click', async () => {
    const fake = fakeAdWindow();
    const { heard, ad } = ask(fake);
    expect(fake.scripts[0]).toMatchObject({
      ...{ src: `${SRC}?client=ca-pub-1`, attributes: { 'data-ad-client': 'ca-pub-1' } },
    });
    const api = fakeH5(fake);
    expect(api.calls).toMatchObject([{ preloadAdBreaks: 'on' }]);
    expect(api.placement()).toBeUndefined();
    api.start();
    expect(api.placement()).toMatchObject({ type: 'reward' });
    expect(await heard.outcome()).toBeNull();
    api.offer();
    expect(await heard.outcome()).toBe('ready');
    expect(api.shown()).toBe(0);
    ad.show();
    expect(api.shown()).toBe(1);
  });

  it.each([
    ['notReady', 'no_fill'],
    ['noAdPreloaded', 'no_fill'],
    ['frequencyCapped', 'no_fill'],
    ['ignored', 'no_fill'],
    ['other', 'no_fill'],
    ['timeout', 'blocked'],
    ['invalid', 'error'],
    ['error', 'error'],
    [undefined, 'no_fill'],
  ])('ends as the status %s says', async (breakStatus, expected) => {
    const { heard, place } = open();
    place()?.adBreakDone?.({ breakStatus });
    expect(await heard.outcome()).toBe(expected);
    expect(heard.events).toEqual([]);
  });

  it('is granted when it was viewed, and closed once', () => {
    const { heard, ad, api, place } = open();
    api.offer();
    ad.show();
    place()?.beforeAd?.();
    place()?.adViewed?.();
    place()?.afterAd?.();
    expect(heard.events).toEqual(['granted']);
    place()?.adBreakDone?.({ breakStatus: 'viewed' });
    expect(heard.events).toEqual(['granted', 'granted', 'closed']);
  });

  it('counts as closed a moment after its ad even when its placement does not end', () => {
    const { fake, heard, ad, api, place } = open();
    api.offer();
    ad.show();
    place()?.afterAd?.();
    expect(heard.events).toEqual([]);
    fake.passTime(1_000);
    expect(heard.events).toEqual(['closed']);
    place()?.adBreakDone?.({ breakStatus: 'dismissed' });
    expect(heard.events).toEqual(['closed']);
  });

  it('is not granted when it was dismissed', () => {
    const { heard, ad, api, place } = open();
    api.offer();
    ad.show();
    place()?.adDismissed?.();
    place()?.afterAd?.();
    place()?.adBreakDone?.({ breakStatus: 'dismissed' });
    expect(heard.events).toEqual(['closed']);
  });

  it('fails when the click brought no ad', () => {
    const { heard, ad, api, place } = open();
    api.offer();
    ad.show();
    place()?.adBreakDone?.({ breakStatus: 'other' });
    expect(heard.events).toEqual(['failed']);
  });

  it('counts as blocked when the script does not come, and when it says nothing in time', async () => {
    const refused = fakeAdWindow();
    const first = ask(refused);
    refused.scripts[0]?.fail();
    expect(await first.heard.outcome()).toBe('blocked');
    const silent = fakeAdWindow();
    const second = ask(silent);
    silent.passTime(LOAD_TIMEOUT_MS);
    expect(await second.heard.outcome()).toBe('blocked');
  });

  it('configures the API once for all ads of a page, and asks for no ad that was put away', () => {
    const fake = fakeAdWindow();
    const first = ask(fake);
    const second = ask(fake);
    first.ad.dispose();
    const api = fakeH5(fake);
    expect(api.calls.filter(({ preloadAdBreaks }) => preloadAdBreaks)).toHaveLength(1);
    api.start();
    expect(api.calls.filter(({ type }) => type === 'reward')).toHaveLength(1);
    void second;
    ask(fake);
    expect(api.calls.filter(({ type }) => type === 'reward')).toHaveLength(2);
    expect(fake.scripts).toHaveLength(1);
  });

  it('is granted by a view alone, and closed at most once, in whatever order', () => {
    const words = ['beforeAd', 'adViewed', 'adDismissed', 'afterAd', 'done:viewed', 'done:dismissed'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 10 }), (order) => {
        const { heard, ad, api, place } = open();
        api.offer();
        ad.show();
        for (const word of order) {
          if (word.startsWith('done:')) place()?.adBreakDone?.({ breakStatus: word.slice(5) });
          else place()?.[word as 'beforeAd' | 'adViewed' | 'adDismissed' | 'afterAd']?.();
        }
        const viewed = order.some((word) => word === 'adViewed' || word === 'done:viewed');
        expect(heard.events.includes('granted')).toBe(viewed);
        expect(heard.events.filter((event) => event === 'closed').length).toBeLessThanOrEqual(1);
        expect(heard.events).not.toContain('failed');
      }),
      { numRuns: 200 },
    );
  });
});
