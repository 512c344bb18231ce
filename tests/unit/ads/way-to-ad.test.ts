import { expect, it } from '@jest/globals';
import { placeOfAd } from '@/components/earn/place-of-ad';
import { waysOf } from '@/components/earn/ways-of';
import { formBehind, wayToAd } from '@/components/earn/way-to-ad';

it('leads back to the form that an ad was watched for', () => {
  for (const form of ['/batches/new?tool=summarize', '/compare?tool=text-generation']) {
    const from = new URL(wayToAd('text', { from: form }), 'http://hub.test').searchParams.get('from');
    expect(formBehind(from ?? undefined)).toBe(form);
  }
});

it('leads nowhere else', () => {
  for (const from of [undefined, '', '/admin', '//elsewhere.test', 'https://elsewhere.test/compare?tool=chat'])
    expect(formBehind(from)).toBeNull();
  expect(formBehind('/compare?tool=chat&next=//elsewhere.test')).toBeNull();
  expect(formBehind('/compare?tool=chat\n')).toBeNull();
});

it('is where the next network shows its ads, and an ad that is under way stays where it began', () => {
  const kind = (place: 'inline' | 'page') => ({ watchSeconds: 60, reward: 5, views: 1, place });
  const kinds = { text: kind('inline'), image: kind('page'), video: kind('page') };
  const of = (network: 'house' | 'gpt' | 'h5' | 'admob' | null) =>
    placeOfAd({ kinds, session: network && ({ network } as never) }, 'text');
  expect(of(null)).toBe('inline');
  expect(placeOfAd({ kinds, session: null }, 'video')).toBe('page');
  expect([of('gpt'), of('h5'), of('house'), of('admob')]).toEqual(['page', 'page', 'inline', 'inline']);
});

it('fits as often as what is left of the day really pays, to the last millionth', () => {
  const kind = (reward: number) => ({ watchSeconds: 60, reward, views: 1, place: 'inline' as const });
  const kinds = { text: kind(0.1), image: kind(0.3), video: kind(0.000001) };
  const today = { earned: 99.7, cap: 100, remaining: 0.3, resetsAt: '2026-03-11T00:00:00.000Z' };
  expect(waysOf({ kinds, today, session: null }).map(({ leftToday }) => leftToday)).toEqual([3, 1, 300_000]);
  expect(waysOf({ kinds, today: { ...today, remaining: 0 }, session: null })[0]?.leftToday).toBe(0);
});
