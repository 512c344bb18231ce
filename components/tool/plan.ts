import type { AdOffer, QuoteView, ToolModel, ToolPageTool, ToolValues, Viewer } from './types';

/** What the next run costs, in credits: as quoted, else as the price list says. */
export function priceOf(tool: ToolPageTool, values: ToolValues, quote: Pick<QuoteView, 'price'> | null): number {
  if (quote) return quote.price;
  const model = tool.models.find((candidate) => candidate.id === values.model);
  if (model) return model.price;
  if (values.provider === 'auto') return tool.autoPrice;
  const prices = tool.models.filter((candidate) => candidate.provider === values.provider).map(({ price }) => price);
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
