import type { Model } from '@/lib/ai/types';
import { creditsToMicro } from '@/lib/format';
import type { Settings } from '@/lib/settings';

type Prices = Settings['prices'];

/** The flat price of one run in microcredits: for this tool and model, else for this tool, else by kind and tier. */
export function priceMicro(prices: Prices, toolId: string, model: Pick<Model, 'id' | 'kind' | 'tier'>): bigint {
  const { overrides } = prices;
  const credits = overrides[`${toolId}:${model.id}`] ?? overrides[toolId] ?? prices[model.kind][model.tier];
  return creditsToMicro(credits);
}

/** What repeating one's own run costs while its answer is kept; never more than asking anew. */
export function cachedPriceMicro(prices: Prices, quoteMicro: bigint): bigint {
  const price = creditsToMicro(prices.ownRepeat);
  return price < quoteMicro ? price : quoteMicro;
}
