import type { BatchQuote } from '@/lib/batches/types';
import type { InputField, OptionField, ToolModel } from '@/lib/tools/types';

export type { BatchQuote, BatchRowStatus, BatchRowView, BatchStatus, BatchView } from '@/lib/batches/types';

/** A tool as the form of a batch shows it. */
export interface BatchTool {
  id: string;
  name: string;
  kind: 'text' | 'image' | 'audio' | 'video';
  fields: InputField[];
  options: OptionField[];
  models: Pick<ToolModel, 'id' | 'provider' | 'providerLabel' | 'label' | 'price'>[];
}

export type ShownQuote = BatchQuote & { preview: { columns: string[]; rows: Record<string, string>[] } };

/** What the form shows after its action: what was typed, and what the server said about it. */
export interface BatchFormState {
  values: Record<string, string>;
  quote: ShownQuote | null;
  /** About the form as a whole. */
  message: string | null;
}

export const EMPTY_BATCH: BatchFormState = { values: {}, quote: null, message: null };

export type BatchFormAction = (previous: BatchFormState, form: FormData) => Promise<BatchFormState>;

/** What the form needs from the outside world while it is typed into. */
export interface BatchClient {
  quote(
    request: BatchFormRequest,
    signal: AbortSignal,
  ): Promise<{ ok: true; data: ShownQuote } | { ok: false; detail: string }>;
}

/** What stands in the form, as the API takes it. */
export interface BatchFormRequest {
  toolId: string;
  text: string;
  shared: Record<string, string>;
  options: Record<string, string>;
  provider: string;
  model: string;
  delayed: boolean;
  name?: string;
}
