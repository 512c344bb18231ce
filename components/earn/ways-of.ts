import { AD_KINDS, type AdStatus } from '@/lib/ads/types';
import { creditsToMicro } from '@/lib/format';
import { placeOfAd } from './place-of-ad';
import type { AdWay } from './types';

/** The kinds of ads as they stand for one person now, and how often each still fits under today's caps. */
export function waysOf(status: Pick<AdStatus, 'kinds' | 'today' | 'session'>): AdWay[] {
  const { kinds, today } = status;
  return AD_KINDS.map((kind) => {
    const { watchSeconds, reward, views } = kinds[kind];
    // In whole microcredits: three ads of 0.1 fit into 0.3.
    const leftToday = Number(creditsToMicro(today.remaining) / creditsToMicro(reward));
    return { kind, watchSeconds, reward, parts: views, leftToday, place: placeOfAd(status, kind) };
  });
}
