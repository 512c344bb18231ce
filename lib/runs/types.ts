import type { Attempt, RequestFile, Segment, Usage } from '@/lib/ai/types';
import type { ErrorCode } from '@/lib/errors';

export type RunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';
export type RunKind = 'text' | 'image' | 'audio' | 'video';

export interface RunFile {
  url: string;
  mediaType: string;
  bytes: number;
  width?: number;
  height?: number;
  /** Of sound or film. */
  seconds?: number;
}

/** What an uploaded file, or a run's, can be used as. */
export type StoredFileKind = 'image' | 'audio' | 'video' | 'document';

/** One of the actor's own files, as a tool works on it. */
export interface InputFile extends RequestFile {
  id: string;
  kind: StoredFileKind;
  /** The text of a document, as it was read when the file came; '' for all others. */
  text: string;
}

/** An uploaded file as its owner sees it. */
export interface FileView {
  id: string;
  url: string;
  name: string;
  mediaType: string;
  kind: StoredFileKind;
  bytes: number;
  width?: number;
  height?: number;
  /** Of sound, where the file says it. */
  seconds?: number;
  /** Of a document's text, as far as it is kept. */
  characters?: number;
  /** The document goes on behind the text that is kept. */
  cut?: true;
  createdAt: string;
}

/** How much of the quote comes back: all of it, a part, or what a metered run did not use. */
export type RefundShare = 'all' | 'part' | 'unused';

/** How a run is priced, in credits. Rates that are absent cost nothing. */
export type PriceRuleView =
  | { rule: 'flat'; price: number }
  | {
      rule: 'metered' | 'cost-plus';
      perThousandInputTokens?: number;
      perThousandOutputTokens?: number;
      perThousandCharacters?: number;
      perImage?: number;
      /** For a picture that is given to be changed. */
      perSource?: number;
      perSecond?: number;
      floor: number;
      ceiling: number;
    };

/**
 * The same for one request. `input`: a text beyond what the flat price covers, both in characters. `pieces`: how many times the
 * flat price is due, for several pictures or a long piece of sound.
 */
export type PricingView = PriceRuleView & { input?: { characters: number; covered: number }; pieces?: number };

/** The pricing of a run. `repeat`: its answer was kept from an earlier run. */
export type RunPricing = PricingView | { rule: 'repeat'; price: number };

/** A run as clients see it (the contract's `run`). Credits are JSON numbers. */
export interface RunView {
  id: string;
  toolId: string;
  kind: RunKind;
  status: RunStatus;
  input: Record<string, unknown>;
  options: Record<string, unknown>;
  /** `segments`: the passages of a transcript with their times in seconds. */
  output: { text?: string; files?: RunFile[]; segments?: readonly Segment[] };
  provider: string | null;
  model: string | null;
  /** "OpenAI · GPT-5 mini", or "Demo engine". */
  modelLabel: string | null;
  demo: boolean;
  cached: boolean;
  /** Answered together with an identical run that was under way. */
  joined?: boolean;
  attempts: (Attempt & { code?: string })[];
  usage?: Usage;
  credits: { quoted: number; charged: number; refunded: number; reason?: string; pricing?: RunPricing };
  /** A plain sentence when the run failed or was cut short. */
  message?: string;
  /** What a caller who waited for this failed run was answered with. */
  code?: ErrorCode;
  promptId?: string;
  /** The run this one goes on from, and the first of its conversation. */
  continues?: string;
  conversationId?: string;
  comparisonId?: string;
  batchId?: string;
  favourite: boolean;
  /** The owner's own remark. */
  note: string | null;
  createdAt: string;
  finishedAt: string | null;
}

/** A run with what has come of it when a page was made, and the event of its stream behind which to go on from there. */
export interface RunUnderWay {
  run: RunView;
  lastId: string;
}

/** A live link to one of the owner's results. */
export interface ShareView {
  slug: string;
  /** Where it leads, without the hub's own address: `/r/{slug}`. */
  path: string;
  /** What was typed is shown, too. */
  showInput: boolean;
  createdAt: string;
}

/** What somebody with the link sees: the result as its owner saw it, and nothing that says whose it is. */
export interface SharedRun {
  slug: string;
  toolId: string;
  kind: RunKind;
  output: { text?: string; files?: RunFile[]; segments?: RunView['output']['segments'] };
  /** Only where the owner chose so: texts alone, by the name of their field. */
  input: { id: string; text: string }[];
  /** "table" or "json" where the tool makes records. */
  format: string | null;
  modelLabel: string | null;
  demo: boolean;
  /** The day it was made, as YYYY-MM-DD in UTC. */
  day: string;
}
