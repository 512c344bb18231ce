import type { PriceRuleView, PricingView, RunKind } from '@/lib/runs/types';

/** One choice of an option or of an input field. */
export interface Choice {
  value: string;
  label: string;
}

/** A setting of a tool that a form can draw without knowing the tool: a select with a default. */
export interface OptionField {
  id: string;
  label: string;
  choices: Choice[];
  default: string;
}

/** What an uploaded file can be to a tool. */
export type FileKind = 'image' | 'audio' | 'document';

/** Where a tool stands among its like. */
export type ToolGroup = 'write' | 'work' | 'understand' | 'picture' | 'sound' | 'film';

/**
 * A field of a tool's input, drawn the same way. What is typed, or the id of a file, is a text in a run's `input`; a field
 * that is neither required nor has a default may be absent, and counts as empty.
 */
export interface InputField {
  id: string;
  label: string;
  placeholder: string;
  multiline: boolean;
  required: boolean;
  maxLength: number;
  /** "text" where absent. A number is whole; a file is the id of one of the user's uploads or results. */
  type?: 'text' | 'number' | 'file';
  /** A line below the field. */
  hint?: string;
  /** Of a number. */
  min?: number;
  max?: number;
  /** Of a file. */
  accepts?: readonly FileKind[];
  /** A sound that may be recorded on the spot. */
  recordable?: boolean;
  /** Proposals; the field takes other words too. */
  choices?: Choice[];
  default?: string;
}

export interface ToolExample {
  title: string;
  input: Record<string, string>;
  options?: Record<string, string>;
}

export interface ToolModel {
  /** "provider/name". */
  id: string;
  provider: string;
  providerLabel: string;
  label: string;
  /**
   * Credits for one run: the flat price, or the most a metered run of as much text can cost as a flat price covers.
   */
  price: number;
  pricing: PriceRuleView;
  demo: boolean;
}

/** A tool as clients see it (the contract's tool). Prices are credits. */
export interface ToolView {
  id: string;
  name: string;
  kind: RunKind;
  group: ToolGroup;
  description: string;
  /** Whether a run can go on from an earlier one (`continueRunId`). */
  converses: boolean;
  /** Whether several rows may be run as one batch. */
  batches: boolean;
  /** Why it cannot be run as the hub is set up; null where it can. Its `models` are then empty, its prices 0. */
  unavailable: string | null;
  /** JSON Schema of `input`. */
  inputSchema: Record<string, unknown>;
  fields: InputField[];
  options: OptionField[];
  examples: ToolExample[];
  models: ToolModel[];
  /** From the least any model can cost to the most. */
  price: { from: number; to: number };
  /** The characters a flat price of a text tool covers; longer texts cost more. Null where length plays no part. */
  coveredCharacters: number | null;
}

/** What a tool's page says before anything is typed. Credits. */
export type SampleQuote = Pick<QuoteView, 'price' | 'cachedPrice' | 'pricing'>;

/** Ads that would pay for what is missing. */
export interface AdOffer {
  kind: 'text' | 'image' | 'video';
  watchSeconds: number;
  reward: number;
  count: number;
}

/** What a run would cost, before it runs. Credits. */
export interface QuoteView {
  /** The most it can cost. */
  price: number;
  /** How it is priced. */
  pricing: PricingView;
  /** What the same run costs while its answer is kept; never more than `price`. */
  cachedPrice: number;
  /** What it costs where somebody else's same request has left its answer; absent where answers are not shared. */
  sharedPrice?: number;
  available: number;
  /** Null when nothing is missing, and where no ad can be watched. */
  ad: AdOffer | null;
}

/** Asks the ads room, on behalf of the application: the tools room does not know it. */
export type OfferAd = (kind: AdOffer['kind'], shortfallMicro: bigint) => Promise<AdOffer | null>;

/** `largest_loses`: a typical run earns its cost, the largest that is sold by the same price does not. */
export type MarginVerdict = 'loss' | 'unknown' | 'largest_loses' | 'earns';

/** A typical run of a tool with one of its models, to the operator: what it brings in and what it costs us. */
export interface ToolMargin {
  toolId: string;
  toolName: string;
  kind: RunKind;
  modelId: string;
  modelLabel: string;
  providerLabel: string;
  rule: PriceRuleView['rule'];
  verdict: MarginVerdict;
  /** Credits. */
  price: number;
  revenueUsd: number;
  /** Null where nobody knows it; then it is never called profitable. */
  costUsd: number | null;
  marginUsd: number | null;
  /** The cost is a guess. */
  costEstimated: boolean;
  /** The least flat price, in credits, that loses nothing; null where nothing is lost. */
  neededPrice: number | null;
  /** An entry of `prices.overrides` that ends the loss; null where nothing is lost. */
  remedy: { name: string; price: { rule: 'cost-plus'; floor: number; ceiling: number } } | null;
}
