import type { AdKind } from '../types';

/** Whoever pays the hub for ads: networks of rewarded views, the offer wall, and display units, which pay nobody credits. */
export const PAYING_NETWORKS = ['gpt', 'h5', 'admob', 'offerwall', 'adsense', 'revcontent'] as const;
export type PayingNetwork = (typeof PAYING_NETWORKS)[number];

/** How far back earnings are shown where nobody asks for other days: so many days in UTC, with today. */
export const EARNINGS_DAYS = 28;

/** Bytes of one report: a form carries no more. */
export const MOST_REPORT_BYTES = 3_500_000;

/** One wrong cell of a report. Lines count from 1, as an editor shows them. */
export interface ReportFault {
  line: number;
  /** As the report names it; empty where the whole line is meant. */
  column: string;
  message: string;
}

/** What a network says of one day. */
export interface ReportRow {
  /** YYYY-MM-DD. */
  day: string;
  network: PayingNetwork;
  /** Two capital letters; '' where the report leaves it open, and so for the kind. */
  country: string;
  kind: AdKind | '';
  impressions: bigint;
  revenueMicroUsd: bigint;
}

/** What an import did. */
export interface YieldImported {
  networks: PayingNetwork[];
  from: string;
  to: string;
  rows: number;
  impressions: number;
  revenueUsd: number;
  /** Rows of these days and networks that stood there before. */
  replaced: number;
}

/** What ads did and brought in. Credits are JSON numbers, money is US dollars. */
export interface AdFigures {
  /** How often an ad was asked for; sessions are those that went on with what was found. */
  asked: number;
  sessions: number;
  noFill: number;
  blocked: number;
  failed: number;
  /** From 0 to 1; null where nothing was asked. */
  fill: number | null;
  /** Begun, and seen to their end. */
  views: number;
  completed: number;
  claimed: number;
  /** Credits paid, and of those taken back. */
  paid: number;
  takenBack: number;
  /** As networks reported it. */
  reportedUsd: number;
  /** By the assumed price, of days without a report. */
  assumedUsd: number;
  revenueUsd: number;
  /** Impressions as networks count them. */
  impressions: number;
  /** What a credit that stayed paid brought in; null where none was paid. */
  usdPerCredit: number | null;
}

export type AnalyticsBy = 'day' | 'network' | 'country';

export interface AdAnalytics {
  /** Days in UTC, both included. */
  from: string;
  to: string;
  by: AnalyticsBy;
  total: AdFigures;
  /** Oldest day first; else what brought in most first. `key`: a day, a network's id, or a country ('' for an unknown one). */
  items: ({ key: string } & AdFigures)[];
}

/** Why a network is asked or not. */
export type NetworkState = 'on' | 'switched_off' | 'no_account';

export interface NetworkEarnings {
  id: PayingNetwork | 'house';
  label: string;
  state: NetworkState;
  /** The setting of the environment that an account is named in; null for house ads. */
  account: string | null;
  /** Whether its ads pay credits. */
  rewards: boolean;
  /** What one person may have of it in a UTC day; null where nothing of that kind holds. */
  dailyCap: number | null;
  viewsPerDay: number | null;
  today: AdFigures;
  days: AdFigures;
  kinds: ({ kind: AdKind } & AdFigures)[];
}

/** Today and the last 28 days of every network. */
export interface AdEarnings {
  from: string;
  to: string;
  today: AdFigures;
  days: AdFigures;
  networks: NetworkEarnings[];
  countries: ({ country: string } & AdFigures)[];
  assumedCpmUsd: { default: number; countries: Record<string, number> };
  /** Of the newest day that a network reported; null where none did. */
  reportedUntil: string | null;
}
