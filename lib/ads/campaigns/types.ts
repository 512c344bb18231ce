import type { Campaign } from './campaign-schema';

export type CampaignState = Campaign['state'];

/** Where a campaign stands at this moment: a live one may still wait for its beginning, or be past its end. */
export type CampaignPhase = 'draft' | 'waiting' | 'running' | 'paused' | 'over' | 'ended';

export interface CampaignMedia {
  id: string;
  url: string;
  type: 'image' | 'video';
  mediaType: string;
  bytes: number;
  /** Pixels; null where nothing says. */
  width: number | null;
  height: number | null;
}

/** A house ad as its operator sees it. */
export interface CampaignView extends Campaign {
  id: string;
  phase: CampaignPhase;
  media: CampaignMedia | null;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

/** Of views in place that have begun, whoever the viewer was. */
export interface CampaignFigures {
  views: number;
  completed: number;
  clicks: number;
  /** Views with a question, and how many of them were answered. */
  asked: number;
  answers: number;
}

export interface CampaignDay extends CampaignFigures {
  /** A UTC day, as in 2026-11-30. */
  day: string;
}

/** What people said to one question, as it was asked. */
export interface QuestionResult {
  text: string;
  choices: { text: string; answers: number }[];
}

export interface CampaignReport {
  campaign: CampaignView;
  /** Of the last 30 UTC days, today included. */
  figures: CampaignFigures;
  /** One for each of those days, oldest first. */
  days: CampaignDay[];
  /** The question of now first. */
  questions: QuestionResult[];
}
