import { useFormatter } from 'next-intl';

/** US dollars, without their sign: of less than a cent as many decimals as tell one run from another. */
export function useDollars(): (usd: number) => string {
  const format = useFormatter();
  return (usd) => {
    const amount = Math.abs(usd);
    return format.number(amount, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: 2,
      maximumFractionDigits: amount < 0.01 ? 6 : amount < 1 ? 4 : 2,
    });
  };
}
