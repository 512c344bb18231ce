import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gptAd } from '@/components/ads/networks/gpt';
import { LOAD_TIMEOUT_MS } from '@/components/ads/networks/types';
import { fakeAdWindow, fakeGpt, listener } from '../../support/fake-ad-window';

const SRC = 'https://tags.example/gpt.js';

function open(options?: Parameters<typeof fakeGpt>[1]) {
  const fake = fakeAdWindow();
  const heard = listener();
  const ad = gptAd({ window: fake.window, scriptUrl: SRC, unit: '/1/reward', sessionId: 's1', on: heard.on });
  heard.watch(ad.load());
  return { fake, heard, ad, arrive: () => fakeGpt(fake, options) };
}

describe('a rewarded ad of the publisher tag', () => {
  it('is asked for, ready, and visible only by the click', async () => {
    const { fake, heard, ad, arrive } = open();
    expect(fake.scripts.map(({ src }) => src)).toEqual([SRC]);
    const tag = arrive();
    expect(tag.slots).toMatchObject([{ unit: '/1/reward', format: 4 }]);
    expect(await heard.outcome()).toBeNull();
    tag.ready();
    expect(await heard.outcome()).toBe('ready');
    expect(tag.visible()).toBe(0);
    ad.show();
    expect(tag.visible()).toBe(1);
  });

  it('tells of its own slot alone', async () => {
    const { heard, arrive } = open();
    const tag = arrive();
    const other = {};
    for (const name of ['rewardedSlotReady', 'rewardedSlotGranted', 'rewardedSlotClosed']) tag.say(name, other);
    tag.say('slotRenderEnded', other, { isEmpty: true });
    expect(await heard.outcome()).toBeNull();
    expect(heard.events).toEqual([]);
  });

  it.each([
    [
      'an empty slot',
      'no_fill',
      {},
      (tag: ReturnType<typeof fakeGpt>) => tag.say('slotRenderEnded', undefined, { isEmpty: true }),
    ],
    ['a page without the format', 'no_fill', { supported: false }, () => undefined],
    ['a tag that throws', 'error', { broken: true }, () => undefined],
  ])('says so of %s', async (_what, expected, options, then) => {
    const { heard, arrive } = open(options);
    then(arrive());
    expect(await heard.outcome()).toBe(expected);
  });

  it('is no fill only when nothing was rendered', async () => {
    const { heard, arrive } = open();
    arrive().say('slotRenderEnded', undefined, { isEmpty: false });
    expect(await heard.outcome()).toBeNull();
  });

  it('counts as blocked when the script does not come, and when it says nothing in time', async () => {
    const refused = open();
    refused.fake.scripts[0]?.fail();
    expect(await refused.heard.outcome()).toBe('blocked');
    expect(refused.fake.scripts).toEqual([]);
    const silent = open();
    silent.arrive();
    silent.fake.passTime(LOAD_TIMEOUT_MS - 1);
    expect(await silent.heard.outcome()).toBeNull();
    silent.fake.passTime(LOAD_TIMEOUT_MS);
    expect(await silent.heard.outcome()).toBe('blocked');
  });

  it('destroys its slot when it is put away, and asks for none afterwards', async () => {
    const shown = open();
    const tag = shown.arrive();
    shown.ad.dispose();
    expect(tag.destroyed).toEqual(tag.slots);
    const early = open();
    early.ad.dispose();
    expect(early.arrive().slots).toEqual([]);
    expect(await early.heard.outcome()).toBe('error');
    expect(early.fake.timers.size).toBe(0);
  });

  it('loads the script once for all ads of a page', () => {
    const { fake, heard, arrive } = open();
    const tag = arrive();
    const again = gptAd({ window: fake.window, scriptUrl: SRC, unit: '/1/reward', sessionId: 's1', on: heard.on });
    void again.load();
    expect(fake.scripts).toHaveLength(1);
    expect(tag.slots).toHaveLength(2);
  });

  it('passes on what it hears in whatever order, a reward that comes late too', () => {
    const words = ['rewardedSlotReady', 'rewardedSlotGranted', 'rewardedSlotClosed', 'slotRenderEnded', 'dispose'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (order) => {
        const { heard, ad, arrive } = open();
        const tag = arrive();
        const slot = tag.slots[0];
        for (const word of order) {
          if (word === 'dispose') ad.dispose();
          else tag.say(word, slot, { isEmpty: false });
        }
        const expected = order.flatMap((word) =>
          word === 'rewardedSlotGranted' ? ['granted'] : word === 'rewardedSlotClosed' ? ['closed'] : [],
        );
        expect(heard.events).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('fails where it is shown before it was ready', () => {
    const { heard, ad, arrive } = open();
    arrive();
    ad.show();
    expect(heard.events).toEqual(['failed']);
  });
});
