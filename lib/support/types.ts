import type { RunView } from '@/lib/runs/types';

export const PROBLEM_REASONS = [
  'wrong_output',
  'empty_output',
  'broken_output',
  'charged_though_failed',
  'unsafe_content',
  'other',
] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];

export const PROBLEM_STATUSES = ['open', 'refunded', 'declined'] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

/** What somebody reported about one of their runs, and what became of it. */
export interface ProblemView {
  id: string;
  runId: string;
  reason: ProblemReason;
  message: string | null;
  /** The operator may look at what was typed and what came. */
  sharesContent: boolean;
  status: ProblemStatus;
  /** The operator's words. */
  answer?: string;
  /** Credits that came back. */
  refunded?: number;
  createdAt: string;
  decidedAt?: string;
}

/** The same as a line of the operator's list. */
export interface ReportedProblem extends ProblemView {
  toolId: string;
  kind: RunView['kind'];
  /** What can still be given back. */
  charged: number;
  user: { id: string; email: string };
  decidedBy?: string;
}

/** The run of a report with its whole receipt. What was typed and what came is there only where the user allowed it. */
export type ReportedRun = Omit<RunView, 'input' | 'options' | 'output' | 'note'> & {
  input?: RunView['input'];
  options?: RunView['options'];
  output?: RunView['output'];
  /** Its owner has deleted it: nothing is left to look at. */
  deleted: boolean;
  /** What providers charge us for it, in US dollars; null where unknown. */
  costUsd: number | null;
};

export interface ReportDetail {
  problem: ReportedProblem;
  run: ReportedRun;
  /** How many reports of this person there are, this one included, and how many of them were refunded. */
  history: { reports: number; refunded: number };
}
