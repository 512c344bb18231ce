import { creditsToMicro } from '@/lib/format';
import type { Settings } from '@/lib/settings';

const atMost = (credits: number, quoteMicro: bigint) => {
  const price = creditsToMicro(credits);
  return price < quoteMicro ? price : quoteMicro;
};

/** What repeating one's own run costs while its answer is kept, or is on its way; never more than asking anew. */
export function cachedPriceMicro(prices: Pick<Settings['prices'], 'ownRepeat'>, quoteMicro: bigint): bigint {
  return atMost(prices.ownRepeat, quoteMicro);
}

/** What an answer costs that somebody else has left behind; never more than asking anew. */
export function sharedPriceMicro(prices: Pick<Settings['prices'], 'sharedRepeat'>, quoteMicro: bigint): bigint {
  return atMost(prices.sharedRepeat, quoteMicro);
}
