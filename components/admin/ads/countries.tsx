import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import type { AdEarnings } from '@/lib/ads/types';
import { useDollars } from '../dollars';

const SHOWN = 20;
const CELL = 'py-2.5 ps-4 text-end tabular-nums';

/** What countries brought in, the most first. */
export function Countries({ countries }: { countries: AdEarnings['countries'] }) {
  const t = useTranslations('adminAds.countries');
  const dollars = useDollars();
  const { number } = useFormatter();
  const names = new Intl.DisplayNames([useLocale()], { type: 'region' });
  if (countries.length === 0)
    return (
      <Card>
        <CardHeader title={t('title')} />
        <p className="text-muted">{t('empty')}</p>
      </Card>
    );
  return (
    <Card>
      <CardHeader title={t('title')} id="countries" />
      <div
        className="-mx-5 overflow-x-auto px-5 sm:-mx-6 sm:px-6"
        tabIndex={0}
        role="region"
        aria-labelledby="countries"
      >
        <table className="w-full min-w-[30rem] border-collapse text-[0.9375rem]">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 text-start font-normal">
                {t('country')}
              </th>
              {(['completed', 'paid', 'revenue', 'perThousand'] as const).map((name) => (
                <th key={name} scope="col" className={`${CELL} font-normal`}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {countries.slice(0, SHOWN).map(({ country, completed, paid, revenueUsd }) => (
              <tr key={country}>
                <th scope="row" className="py-2.5 text-start font-medium">
                  {country === '' ? t('unknown') : names.of(country)}
                </th>
                <td className={CELL}>{number(completed)}</td>
                <td className={CELL}>
                  <Coin amount={paid} />
                </td>
                <td className={CELL}>{dollars(revenueUsd)}</td>
                <td className={CELL}>{completed === 0 ? '–' : dollars((revenueUsd / completed) * 1_000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {countries.length > SHOWN && (
        <p className="mt-3 text-sm text-muted">{t('more', { count: countries.length - SHOWN })}</p>
      )}
    </Card>
  );
}
