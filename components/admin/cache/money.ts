import { useFormatter } from 'next-intl';

/** US dollars; small sums keep four decimals, since one answer costs a fraction of a cent. */
export function useMoney(): (usd: number) => string {
  const format = useFormatter();
  return (usd) =>
    format.number(usd, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: 2,
      maximumFractionDigits: usd > 0 && usd < 1 ? 4 : 2,
    });
}
