import type { AdKind, BonusOffer, OwnOffer, PastAdSession, Place } from '@/lib/ads/types';

/** A way to earn by an ad, as it stands for this person now. */
export interface AdWay {
  kind: AdKind;
  watchSeconds: number;
  /** In credits. */
  reward: number;
  /** Parts it comes in, each with a start of its own. */
  parts: number;
  /** How many more of this kind fit under today's cap. */
  leftToday: number;
  /** Where it is shown. */
  place: Place;
}

/** What pays on top of an ad; null where no rule says so. */
export interface Extras {
  question: { reward: number } | null;
  watchOn: { watchSeconds: number; reward: number } | null;
}

/** One ad of the last days. */
export type PastAd = Pick<
  PastAdSession,
  'id' | 'kind' | 'state' | 'reward' | 'paid' | 'taken' | 'bonus' | 'createdAt' | 'heldUntil'
>;

export interface EarnFacts {
  ways: AdWay[];
  today: { earned: number; cap: number; remaining: number };
  extras: Extras;
  /** What may be watched on for, right now. */
  bonus: BonusOffer | null;
  /** The kind of an ad that was begun and can go on. */
  activeKind: AdKind | null;
  /** Between two ads. */
  cooldownSeconds: number;
  /** Accounts that pay for having no ads. */
  premium: boolean;
  /** Ads of other companies may come, so a blocker may meet them. */
  otherNetworks: boolean;
  /** Newest first; null when they could not be read. */
  past: PastAd[] | null;
  /** Offers of other companies, newest first; null when they could not be read. */
  offers: OwnOffer[] | null;
  /** What is left of the credits got at registration; 0 hides it. */
  bonusLeft: number;
}
