import type { AdOffer, QuoteView, ToolModel, ToolPageTool, ToolValues, Viewer } from './types';

/** The models one of which would be asked first. */
function leads(tool: ToolPageTool, values: ToolValues): readonly ToolModel[] {
  if (values.model !== 'auto') return tool.models.filter(({ id }) => id === values.model);
  return values.provider === 'auto' ? tool.models : tool.models.filter(({ provider }) => provider === values.provider);
}

/** Whether the price depends on what was typed, so that only the server knows it. */
export function needsQuote(tool: ToolPageTool, values: ToolValues): boolean {
  const { coveredCharacters } = tool;
  // Pictures are paid by the piece, sound and film by their length, a file by what is in it.
  if (tool.kind !== 'text' || tool.fields.some(({ id, type }) => type === 'file' && values.input[id])) return true;
  const length = Object.values(values.input).reduce((sum, text) => sum + text.trim().length, 0);
  if (coveredCharacters !== null && length > coveredCharacters) return true;
  return mayVary(tool, values);
}

/** Whether the price is the most a run can cost, rather than what it costs. */
function mayVary(tool: ToolPageTool, values: ToolValues): boolean {
  if (values.provider === 'auto' && values.model === 'auto') return tool.autoPricing.rule !== 'flat';
  return leads(tool, values).some(({ pricing }) => pricing.rule !== 'flat');
}

/** A most, for reading: no more than two decimals, rounded up. Receipts have it to the microcredit. */
export function atMost(credits: number): number {
  return Math.ceil(credits * 100 - 1e-6) / 100;
}

/** Whether to say "up to" before the price. */
export function isUpTo(tool: ToolPageTool, values: ToolValues, quote: Pick<QuoteView, 'pricing'> | null): boolean {
  return quote ? quote.pricing.rule !== 'flat' || quote.pricing.input !== undefined : mayVary(tool, values);
}

/** What the next run costs at most, in credits: as quoted, else as the price list says. */
export function priceOf(tool: ToolPageTool, values: ToolValues, quote: Pick<QuoteView, 'price'> | null): number {
  if (quote) return quote.price;
  if (values.provider === 'auto' && values.model === 'auto') return tool.autoPrice;
  const prices = leads(tool, values).map(({ price }) => price);
  return prices.length > 0 ? Math.max(...prices) : tool.autoPrice;
}

/** What pressing the button will do. */
export type Plan =
  | { action: 'signIn' }
  | { action: 'run'; price: number; free: boolean }
  | { action: 'watch'; price: number; missing: number; offer: AdOffer }
  | { action: 'blocked'; price: number; missing: number; why: 'cap' | 'other'; cheaper: ToolModel | null };

export interface PlanInput {
  viewer: Viewer;
  tool: ToolPageTool;
  price: number;
  available: number;
  /** This input was answered before. */
  free: boolean;
  /** The server's own count of ads, when it has spoken about this price. */
  offer: AdOffer | null;
}

/** The dearest model the balance still covers. */
function affordable(models: readonly ToolModel[], available: number): ToolModel | null {
  const within = models.filter((model) => model.price <= available);
  return within.reduce<ToolModel | null>((best, model) => (best && best.price >= model.price ? best : model), null);
}

/** One ad is offered per press, as many as it takes are named; debt is paid first. */
export function planRun({ viewer, tool, price, available, free, offer }: PlanInput): Plan {
  if (!viewer.signedIn) return { action: 'signIn' };
  if (free || available >= price) return { action: 'run', price, free };
  const missing = Math.round((price - available) * 1_000_000) / 1_000_000;
  if (offer) return { action: 'watch', price, missing, offer };
  if (viewer.ad) {
    const count = Math.ceil((missing + viewer.debt) / viewer.ad.reward - 1e-9);
    return { action: 'watch', price, missing, offer: { ...viewer.ad, count } };
  }
  return {
    action: 'blocked',
    price,
    missing,
    why: viewer.adBlock ?? 'other',
    cheaper: affordable(tool.models, available),
  };
}
