import type { AdKind, AdStatus, Place } from '@/lib/ads/types';

/** Where the next ad of this kind is shown: one that is under way goes on where its network lives. */
export function placeOfAd({ session, kinds }: Pick<AdStatus, 'session' | 'kinds'>, kind: AdKind): Place {
  if (!session) return kinds[kind].place;
  return session.network === 'gpt' || session.network === 'h5' ? 'page' : 'inline';
}
