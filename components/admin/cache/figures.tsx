import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { useDollars } from '../dollars';
import type { Figures } from './types';

function Figure({ name, children, note }: { name: string; children: ReactNode; note?: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-display text-2xl tabular-nums">{children}</dd>
      {note && <dd className="text-sm text-muted">{note}</dd>}
    </div>
  );
}

/** What kept answers did altogether. */
export function CacheTotals({ total }: { total: Figures }) {
  const t = useTranslations('adminCache.totals');
  const money = useDollars();
  const { runs, own, shared, joined, hitRate, savedUsd, earned } = total;
  return (
    <Card>
      <CardHeader title={t('title')} />
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-4">
        <Figure name={t('hitRate')} note={t('ofRuns', { served: own + shared + joined, runs })}>
          {t('percent', { rate: hitRate })}
        </Figure>
        <Figure name={t('saved')} note={t('savedNote')}>
          {money(savedUsd)}
        </Figure>
        <Figure name={t('earned')}>
          <Coin amount={earned} />
        </Figure>
        <Figure name={t('joined')}>{t('count', { count: joined })}</Figure>
      </dl>
    </Card>
  );
}
