import type { RunStatus, RunView } from '@/lib/runs/types';
import type { AdOffer } from '@/lib/tools/types';

export type BatchStatus = 'running' | 'paused' | 'done' | 'cancelled';
export type BatchRowStatus = 'waiting' | RunStatus;

/** Why a batch stands still: credits ran out, the price rose, or too much of it was refused by providers' rules. */
export type PauseReason = 'insufficient_credits' | 'price_changed' | 'cap_reached';

/** How many rows stand where. */
export interface RowCounts {
  total: number;
  waiting: number;
  running: number;
  succeeded: number;
  failed: number;
  cancelled: number;
}

/** A batch as its owner sees it. Credits are JSON numbers. */
export interface BatchView {
  id: string;
  toolId: string;
  name: string;
  status: BatchStatus;
  /** Why it is paused. */
  reason?: PauseReason;
  options: Record<string, unknown>;
  /** "auto" or an id. */
  provider: string;
  model: string;
  /** Whether a provider does it as one job, within a day and for less. */
  delayed: boolean;
  rows: RowCounts;
  /** `quoted` is the most that all rows together can cost. */
  credits: { quoted: number; charged: number; refunded: number };
  createdAt: string;
  finishedAt: string | null;
}

/** One row of a batch and what has become of it. */
export interface BatchRowView {
  /** From 1, as it was handed in. */
  row: number;
  status: BatchRowStatus;
  input: Record<string, string>;
  /** Its run, which has the answer and the receipt; null until it has begun. */
  runId: string | null;
  /** The beginning of the answer. */
  preview: string | null;
  credits: { quoted: number; charged: number; refunded: number };
  /** Why it failed, or cost less. */
  reason?: string;
  finishedAt: string | null;
}

/** What is wrong with one row, from 1. `path` is a field, as in "input.prompt". */
export interface RowFault {
  row: number;
  path: string;
  message: string;
}

/** What a batch would cost as a whole, before it is begun. Credits. */
export interface BatchQuote {
  /** The most it can cost: the sum of what its rows can cost. Rows with faults count nothing. */
  price: number;
  rows: number;
  /** The first faults; a batch with any is refused. */
  invalid: RowFault[];
  available: number;
  /** As one job of a provider, within a day; null where no provider of the chosen model does that. */
  delayedPrice: number | null;
  /** Ads that would pay for what is missing; null where nothing is, or none can be watched. */
  ad: AdOffer | null;
}

/** One prompt on several models. */
export interface ComparisonView {
  id: string;
  toolId: string;
  /** The most that all of them together can cost, in credits. */
  price: number;
  /** The ids of the models, in the order they were chosen. */
  models: string[];
  /** In the same order. */
  runs: RunView[];
}

export interface ComparisonQuote {
  price: number;
  /** In the order they were chosen. */
  models: { id: string; label: string; price: number }[];
  available: number;
  ad: AdOffer | null;
}
