import type { MailFacts } from './mail-signals';
import type { PastFacts } from './past-signals';

/** What is known when somebody claims the reward of an ad. */
export interface AdFacts extends MailFacts, PastFacts {
  /** Of the session's beats, counted by the server; null for networks that vouch by signature. */
  beats: Rhythm | null;
  /** Sessions of this user today, before this one, whose beats came like a clock's. */
  regularBefore: number;
  deviceUsers: number;
  addressUsers: number;
  /** Seconds of watching that this device claimed beyond the time that passed. */
  excessSeconds: number;
  /** Different hours of the last 24 in which this user claimed. */
  hours: number;
  claimsToday: number;
  peers: { claimers: number; median: number; p95: number } | null;
  accountHours: number;
  /** Between a claim and the next start, today. */
  pauses: { count: number; meanSeconds: number; deviationSeconds: number };
}

/** As `ad_sessions.beats` has it. */
export interface Rhythm {
  beats: number;
  hidden: number;
  gaps: number;
  meanMs: number;
  /** Sum of squared deviations from the mean, in ms². */
  m2: number;
}

/** Deviation of the gaps between beats as a part of their mean; null where too few were seen to say. */
export function variation({ gaps, meanMs, m2 }: Rhythm): number | null {
  if (gaps < RHYTHM_GAPS || meanMs <= 0) return null;
  return Math.sqrt(m2 / gaps) / meanMs;
}

/** Fewer gaps say nothing. */
export const RHYTHM_GAPS = 15;
