import type { RunKind } from '@/lib/runs/types';

export type { RunView, RunFile, RunKind } from '@/lib/runs/types';

/** The ad that would pay for a run. `count`: how many of them. */
export interface AdOffer {
  kind: 'text' | 'image' | 'video';
  watchSeconds: number;
  reward: number;
  count: number;
}

/** A text the user fills in. The main one is the prompt. */
export interface ToolField {
  name: string;
  label: string;
  placeholder: string;
  maxLength: number;
  multiline: boolean;
  /** Present: a choice instead of free text. */
  choices?: { value: string; label: string }[];
  default?: string;
}

export interface ToolOption {
  name: string;
  label: string;
  hint?: string;
  choices: { value: string; label: string }[];
  default: string;
}

export interface ToolModel {
  id: string;
  provider: string;
  label: string;
  price: number;
}

/** A tool as its page shows it: words already in the reader's language. */
export interface ToolPageTool {
  id: string;
  name: string;
  kind: RunKind;
  description: string;
  fields: ToolField[];
  options: ToolOption[];
  models: ToolModel[];
  providers: { id: string; label: string; demo: boolean }[];
  /** What "auto" costs: the quote before a model is chosen. */
  autoPrice: number;
  examples: { label: string; input: Record<string, string>; options?: Record<string, string> }[];
}

/** What the user has typed and chosen. */
export interface ToolValues {
  input: Record<string, string>;
  options: Record<string, string>;
  /** "auto" or an id. */
  provider: string;
  model: string;
}

/** Who looks at the page. */
export interface Viewer {
  signedIn: boolean;
  available: number;
  /** Which ad pays for this tool; null where none can be watched now. */
  ad: { kind: AdOffer['kind']; watchSeconds: number; reward: number } | null;
  /** Today's cap is used up. */
  capReached: boolean;
}
