import { z } from 'zod';

/** One heartbeat as it is judged: everything but `positionMs`, `visible` and `event` is the server's own. */
export interface Beat {
  sessionId: string;
  userId: string;
  viewId: string;
  positionMs: number;
  visible: boolean;
  event: 'granted' | 'closed' | null;
  /** The server's clock, in milliseconds since 1970. */
  nowMs: number;
}

const some = z.number().nonnegative();
/** Milliseconds since 1970, 0 for never. */
const moment = some;

/**
 * The rhythm of a session's beats. `ad_sessions.beats` is this with `meanMs` and `m2` (sum of squared deviations) of the
 * gaps added. Gaps are kept as exact sums, each of at most a minute, so that every store comes to the same numbers.
 */
const beatRhythm = z.object({
  beats: some,
  /** Beats that said the page was hidden. */
  hidden: some,
  /** Gaps between two beats of the session, one less than its beats. */
  gaps: some,
  gapSumMs: some,
  gapSquares: some,
  longestMs: some,
  /** Beats while another unfinished view of the session had one less than two seconds ago. */
  parallel: some,
  /** Beats whose player had moved at least a second further than time did. */
  ahead: some,
});

export type BeatRhythm = z.infer<typeof beatRhythm>;

/** What `ad_sessions.beats` holds; null before the first beat. */
export interface StoredRhythm extends BeatRhythm {
  meanMs: number;
  m2: number;
}

const viewCount = z.object({
  lengthMs: some,
  /** Needs no word of a network. */
  house: z.boolean(),
  /** Vouched for by a signature: some, whatever was counted. */
  vouched: z.boolean(),
  watchedMs: some,
  positionMs: some,
  /** What the last beat said of the page. */
  visible: z.boolean(),
  startedAt: moment,
  lastBeatAt: moment,
  grantedAt: moment,
  closedAt: moment,
});

/** The whole count of one session, as stores keep it. */
export const beatCount = z.object({
  /** Which count this is: the database begins a new one with each beat that it counts itself. */
  epoch: some,
  /** Beats counted so far: the newer of two states of one count has the higher one. */
  seq: some,
  userId: z.string(),
  expiresAt: moment,
  requiredSeconds: some,
  /** Not empty once the session takes no more beats. */
  ended: z.enum(['', 'ended']),
  windowAt: moment,
  windowCount: some,
  rhythm: beatRhythm,
  views: z.record(z.string(), viewCount),
});

export type ViewCount = z.infer<typeof viewCount>;
export type BeatCount = z.infer<typeof beatCount>;

export type Refusal = 'unknown' | 'ended' | 'expired' | 'signed' | 'too_fast';

/** What became of a beat; `due` says that the database has to know of it now, not with the next batch. */
export type Counted = { outcome: 'counted'; count: BeatCount; due: boolean } | { outcome: Refusal };

/** What a whole session has, of what a signature vouches for and of what was counted. */
export function watchedMs({ views }: Pick<BeatCount, 'views'>): number {
  return Object.values(views).reduce((sum, view) => sum + (view.vouched ? view.lengthMs : view.watchedMs), 0);
}

export function isWhole(view: ViewCount): boolean {
  return view.vouched || (view.watchedMs >= view.lengthMs && (view.house || view.grantedAt > 0));
}
