import type { Place } from '@/lib/ads/types';
import type { PricingView } from '@/lib/runs/types';
import type { AdOffer, ToolView } from '@/lib/tools/types';

export type { JobProgress, Segment } from '@/lib/ai/types';
export type { RunFile, RunKind, RunUnderWay, RunView } from '@/lib/runs/types';
export type {
  AdOffer,
  FileKind,
  InputField,
  OptionField,
  QuoteView,
  ToolExample,
  ToolModel,
  ToolView,
} from '@/lib/tools/types';

/** What the user has typed and chosen. */
export interface ToolValues {
  input: Record<string, string>;
  options: Record<string, string>;
  /** "auto" or an id. */
  provider: string;
  model: string;
}

/** A tool as its page shows it. */
export type ToolPageTool = Omit<ToolView, 'inputSchema'> & {
  /** What "auto" costs at most for as much text as a flat price covers, in credits, and by which rule. */
  autoPrice: number;
  autoPricing: PricingView;
  /** How long a run of this kind took lately, seconds; null where too little is known. */
  usualSeconds: number | null;
  /** What repeating one's own run costs while its answer is kept; 0 is free. */
  repeatPrice: number;
};

/** Who looks at the page. Credits. */
export interface Viewer {
  signedIn: boolean;
  available: number;
  debt: number;
  /** The ad that pays for this kind of tool; null where none can be watched now. */
  ad: Pick<AdOffer, 'kind' | 'watchSeconds' | 'reward'> | null;
  /** What one ad of this kind is worth, whether or not one can be watched now: for an honest count beside the price. */
  adRule: Pick<AdOffer, 'watchSeconds' | 'reward'> & {
    /** The most that ads of all kinds earn in one day. */
    dailyCap: number;
  };
  /** Where it is shown: in place, or on the ad page by a load of its own. */
  adPlace: Place;
  /** Why there is none. */
  adBlock: 'cap' | 'other' | null;
}
