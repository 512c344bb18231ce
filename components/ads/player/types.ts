import type { ReactNode } from 'react';
import type {
  AdClaim,
  AdKind,
  AdProgress,
  AdSessionView,
  AdStatus,
  AdViewState,
  Creative,
  FallbackReason,
  NetworkId,
  Place,
} from '@/lib/ads/types';
import type { NetworkAd, NetworkEvent } from '@/components/ads/networks/types';
import type { Problem } from '@/components/tool/problem';
import type { Challenge } from '@/lib/risk/types';

export type { AdKind, Challenge };
/** A session as the server issued it; its counts are what the server has counted so far. */
export type PlayerSession = AdSessionView;
export type PlayerView = AdViewState;
export type PlayerClaim = Omit<AdClaim, 'repeated'>;

/** Draws a creative at a moment of its time. */
export type DrawCreative = (moment: {
  creative: Creative;
  positionSeconds: number;
  seconds: number;
  playing: boolean;
}) => ReactNode;

export type AdAnswer<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export interface SessionKey {
  sessionId: string;
  token: string;
}

export interface Beat extends SessionKey {
  viewId: string;
  positionSeconds: number;
  visible: boolean;
  /** What the network's script has said of this view. */
  event?: 'granted' | 'closed';
}

export interface StartAsk {
  kind: AdKind;
  place: Place;
  /** Adds to the session that was just claimed. */
  bonus?: boolean;
  network?: NetworkId;
}

/** The ad verbs as the player calls them, and what this page can show; the page brings the wire. */
export interface AdClient {
  /** Where ads are shown by this client. */
  place(): Place;
  /** Starts a session, or finds the one that is active. */
  start(ask: StartAsk): Promise<AdAnswer<{ session: PlayerSession }>>;
  beat(beat: Beat, options?: { last?: boolean }): Promise<AdAnswer<AdProgress>>;
  /** `challenge` answers the one that an earlier claim was met with (`problem.challenge`). */
  claim(session: SessionKey & { challenge?: { id: string; answer: string } }): Promise<AdAnswer<AdClaim>>;
  /** The network showed nothing: the session goes on with the next one. */
  fallback(session: SessionKey, reason: FallbackReason): Promise<AdAnswer<{ session: PlayerSession }>>;
  /** One tap on the question of a view. */
  answer(view: SessionKey & { viewId: string }, choice: number): Promise<AdAnswer<{ answer: number }>>;
  status(): Promise<AdAnswer<AdStatus>>;
  /** An ad of the session's network; null where this page cannot show ads of that network. */
  networkAd(session: PlayerSession, on: (event: NetworkEvent) => void): Promise<NetworkAd | null>;
}

/**
 * - `loading`: asking for a session; `waiting`: the cool-down after the last ad; `asking`: loading the network's ad;
 * - `ready`: waiting for the click that opens a view, or goes on with it;
 * - `playing`: a house ad; `network`: the network's ad is on screen; `filling`: a house ad takes what is left of the seconds
 *   of a view whose network has shown its ad; `paused` (by the user), `hidden` (the page is not in front);
 * - `confirming`: the network tells the server by itself; `challenge`: the claim asks for an answer first;
 * - `claiming`; `claimed`; `failed`: `problem` says why, `retry` may go on.
 */
export type PlayerPhase =
  | 'loading'
  | 'waiting'
  | 'asking'
  | 'ready'
  | 'playing'
  | 'network'
  | 'filling'
  | 'paused'
  | 'hidden'
  | 'confirming'
  | 'challenge'
  | 'claiming'
  | 'claimed'
  | 'failed';

/** What became of a network's ad, for one calm sentence. `closed`: too early, it may be opened again. */
export type PlayerNotice = FallbackReason;

export interface PlayerState {
  phase: PlayerPhase;
  session: PlayerSession | null;
  /** Index of the view on screen. */
  viewIndex: number;
  /** Watched of the view on screen, as shown: the server's count plus the time since its last answer. */
  watchedSeconds: number;
  /** While the network's ad is on screen: whether time counts now. */
  counting: boolean;
  notice: PlayerNotice | null;
  /** Left of the cool-down while `waiting`. */
  waitSeconds: number;
  /** The server does not answer; beats go on and wait for it. */
  offline: boolean;
  problem: Problem | null;
  /** What the claim asks for, while `challenge`. */
  challenge: Challenge | null;
  claim: PlayerClaim | null;
}

export const PLAYER_START: PlayerState = {
  phase: 'loading',
  session: null,
  viewIndex: 0,
  watchedSeconds: 0,
  counting: false,
  notice: null,
  waitSeconds: 0,
  offline: false,
  problem: null,
  challenge: null,
  claim: null,
};
