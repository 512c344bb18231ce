import type { ComparisonQuote } from '@/lib/batches/types';
import type { AdOffer } from '@/lib/tools/types';
import type { BatchTool } from '@/components/batches/types';

export type { ComparisonQuote, ComparisonView } from '@/lib/batches/types';
export type CompareTool = BatchTool;

/** What the form shows after its action. */
export interface CompareFormState {
  values: Record<string, string>;
  /** The models that were ticked. */
  models: string[];
  message: string | null;
  ad: AdOffer | null;
}

export const EMPTY_COMPARISON: CompareFormState = { values: {}, models: [], message: null, ad: null };

export type CompareFormAction = (previous: CompareFormState, form: FormData) => Promise<CompareFormState>;

export interface CompareRequest {
  toolId: string;
  input: Record<string, string>;
  options: Record<string, string>;
  models: string[];
}

export interface CompareClient {
  quote(request: CompareRequest, signal: AbortSignal): Promise<ComparisonQuote | null>;
}
