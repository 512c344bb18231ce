import { creditsToMicro } from '@/lib/format';
import type { Settings } from '@/lib/settings';

/** What repeating one's own run costs while its answer is kept; never more than asking anew. */
export function cachedPriceMicro(prices: Pick<Settings['prices'], 'ownRepeat'>, quoteMicro: bigint): bigint {
  const price = creditsToMicro(prices.ownRepeat);
  return price < quoteMicro ? price : quoteMicro;
}
