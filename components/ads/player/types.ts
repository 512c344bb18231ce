import type { AdKind, AdSessionView, AdViewState } from '@/lib/ads/types';
import type { Problem } from '@/components/tool/problem';

export type { AdKind };
/** A session as the server issued it; its counts are what the server has counted so far. */
export type PlayerSession = AdSessionView;
export type PlayerView = AdViewState;

export type AdAnswer<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export interface Beat {
  sessionId: string;
  token: string;
  viewId: string;
  positionSeconds: number;
  visible: boolean;
}

/** The ad verbs as the player calls them; the page brings the wire. */
export interface AdClient {
  /** Starts a session, or finds the one that is active. */
  start(kind: AdKind): Promise<AdAnswer<{ session: PlayerSession }>>;
  beat(
    beat: Beat,
    options?: { last?: boolean },
  ): Promise<AdAnswer<{ watchedSeconds: number; requiredSeconds: number }>>;
  claim(session: {
    sessionId: string;
    token: string;
  }): Promise<AdAnswer<{ reward: number; available: number; repeated: boolean }>>;
}

/**
 * - `loading`: asking for a session; `waiting`: the cool-down after the last ad; `ready`: waiting for the click that opens a view;
 * - `playing`, `paused` (by the user), `hidden` (the page is not visible);
 * - `claiming`; `claimed`; `failed`: `problem` says why, `retry` may go on.
 */
export type PlayerPhase =
  'loading' | 'waiting' | 'ready' | 'playing' | 'paused' | 'hidden' | 'claiming' | 'claimed' | 'failed';

export interface PlayerState {
  phase: PlayerPhase;
  session: PlayerSession | null;
  /** Index of the view on screen. */
  viewIndex: number;
  /** Watched of the view on screen, as shown: the server's count plus the time since its last answer. */
  watchedSeconds: number;
  /** Left of the cool-down while `waiting`. */
  waitSeconds: number;
  /** The server does not answer; beats go on and wait for it. */
  offline: boolean;
  problem: Problem | null;
  claim: { reward: number; available: number } | null;
}
