import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import type { AdFigures } from '@/lib/ads/types';
import { useDollars } from '../dollars';

function Span({ name, figures: { revenueUsd, paid, asked, completed } }: { name: string; figures: AdFigures }) {
  const t = useTranslations('adminAds.totals');
  const dollars = useDollars();
  const said = {
    revenue: dollars(revenueUsd),
    paid: <Coin amount={paid} />,
    asked: t('number', { count: asked }),
    completed: t('number', { count: completed }),
  };
  return (
    <section className="grid gap-2">
      <h3 className="text-base">{name}</h3>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4">
        {(['revenue', 'paid', 'asked', 'completed'] as const).map((figure) => (
          <div key={figure}>
            <dt className="text-sm text-muted">{t(figure)}</dt>
            <dd className="font-display text-2xl tabular-nums">{said[figure]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All networks together. */
export function Totals({ today, days }: { today: AdFigures; days: AdFigures }) {
  const t = useTranslations('adminAds.totals');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <div className="grid gap-6 sm:grid-cols-2">
        <Span name={t('today')} figures={today} />
        <Span name={t('days')} figures={days} />
      </div>
    </Card>
  );
}
