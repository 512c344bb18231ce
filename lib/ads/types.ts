export * from './callbacks/types';
export type * from './campaigns/types';
export type * from './display/types';
export type * from './operator/types';

/* Client-safe shapes of the ads room, as the contract has them. Credits are JSON numbers, times are seconds. */

export const AD_KINDS = ['text', 'image', 'video'] as const;
export type AdKind = (typeof AD_KINDS)[number];

/** Networks of rewarded views; others reach the hub by callback alone. */
export const NETWORK_IDS = ['house', 'gpt', 'h5', 'admob'] as const;
export type NetworkId = (typeof NETWORK_IDS)[number];

export type AdTier = 'house' | 'browser' | 'signed';

/** In place on any page, on the ad page by a load of its own, or in the app around the hub. */
export const PLACES = ['inline', 'page', 'app'] as const;
export type Place = (typeof PLACES)[number];

/** `delayed` and `refused` are claims that looked unusual; `reversed` was paid and taken back. The table allows no other. */
export type AdSessionState = 'active' | 'claimed' | 'delayed' | 'refused' | 'reversed' | 'expired' | 'cancelled';

export const FALLBACK_REASONS = ['no_fill', 'blocked', 'error', 'closed', 'consent'] as const;

/** Why a network did not show its ad. */
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

/** A house ad that an operator made; built-in ones have none of this. */
export interface CampaignCreative {
  campaignId: string;
  headline: string;
  body: string;
  /** The words of its link, when it has one. */
  action: string | null;
  /** A click is counted and then leads elsewhere. */
  hasLink: boolean;
  /** What the form of its link sends to `/api/ads/click`; absent in a preview. */
  click?: { sessionId: string; token: string; viewId: string };
  media: { url: string; type: 'image' | 'video'; alt: string } | null;
}

export interface Creative {
  id: string;
  kind: AdKind;
  /** How many scenes it shows while its view runs. */
  scenes: number;
  campaign?: CampaignCreative;
}

/** In the words and the language that it is or was asked in. */
export interface QuestionWords {
  text: string;
  choices: string[];
}

/** Asked once while the view runs; any answer counts. */
export interface AdQuestion extends QuestionWords {
  /** Credits that an answer adds to the reward. */
  reward: number;
  /** The index that was chosen. */
  answer: number | null;
}

export interface AdViewState {
  id: string;
  seconds: number;
  network: NetworkId;
  /** Shown by the house; of other networks what fills the time that their ad leaves. */
  creative: Creative;
  watchedSeconds: number;
  positionSeconds: number;
  /** The network has said that the reward of this view is due. */
  granted: boolean;
  /** Nothing is missing of it. */
  complete: boolean;
  question: AdQuestion | null;
}

export interface AdSessionView {
  id: string;
  token: string;
  kind: AdKind;
  network: NetworkId;
  tier: AdTier;
  /** What the page needs to ask the network for an ad; null for house ads. */
  client: { scriptUrl?: string; unit?: string; userId?: string } | null;
  watchSeconds: number;
  reward: number;
  /** This session adds to one that was just claimed. */
  bonus: boolean;
  views: AdViewState[];
  expiresAt: string;
}

/** What may be earned on top of a claim that was just made. */
export interface BonusOffer {
  kind: AdKind;
  watchSeconds: number;
  reward: number;
}

export interface AdStatus {
  /** `views` and `place` of the network that would be asked first now. */
  kinds: Record<AdKind, { watchSeconds: number; reward: number; views: number; place: Place }>;
  /** `remaining` is 0 where any cap leaves nothing; `resetsAt` is when to come back then. */
  today: { earned: number; cap: number; remaining: number; resetsAt: string };
  /** The pause between two ads, and what is left of it now. */
  cooldownSeconds: number;
  cooldownLeftSeconds: number;
  /** `page`, a load of the ad page, where that is the place of any kind. */
  place: Place;
  /** Watching on, right after a claim. */
  bonus: BonusOffer | null;
  session: AdSessionView | null;
}

/** The ads that would cover a gap. */
export interface AdOffer {
  kind: AdKind;
  watchSeconds: number;
  reward: number;
  count: number;
}

export interface AdProgress {
  /** Of all views of the session, and what it asks for. */
  watchedSeconds: number;
  requiredSeconds: number;
  /** Of the view of this beat, and whether nothing is missing of it. */
  viewSeconds: number;
  viewComplete: boolean;
}

export interface AdClaim {
  reward: number;
  available: number;
  repeated: boolean;
  /** Of a claim that is looked at first: when it is paid at the latest, unless it is refused. */
  heldUntil: string | null;
  /** What may be watched on for, at once. */
  bonus: BonusOffer | null;
  /** No further ad of this kind fits under the caps of the day. */
  dayOver: boolean;
}

/** One ad session as its own user may look back on it. */
export interface PastAdSession {
  id: string;
  kind: AdKind;
  network: string;
  /** One that ran out is `expired`, whether or not a row says so already. */
  state: AdSessionState;
  watchSeconds: number;
  /** What it promised, and what an answered question added to the promise. Credits. */
  reward: number;
  answerReward: number;
  /** What it has paid, null where it paid nothing; and what was taken back of it. Credits. */
  paid: number | null;
  taken: number;
  /** It added to a claim that came before it. */
  bonus: boolean;
  device: string | null;
  address: string | null;
  createdAt: string;
  claimedAt: string | null;
  /** Of a claim that is looked at first: when it is paid at the latest. */
  heldUntil: string | null;
}

export * from './yield/types';
