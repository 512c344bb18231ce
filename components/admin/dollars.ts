import { useFormatter } from 'next-intl';

/**
 * US dollars. Of less than one, four decimals, since one answer costs a fraction of a cent; of less than a cent as many as
 * `finest`, where one run is to be told from another.
 */
export function useDollars(finest = 4): (usd: number) => string {
  const format = useFormatter();
  return (usd) =>
    format.number(usd, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: 2,
      maximumFractionDigits: usd <= 0 || usd >= 1 ? 2 : usd < 0.01 ? finest : 4,
    });
}
