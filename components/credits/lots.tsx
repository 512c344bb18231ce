import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { LotView } from '@/lib/credits/types';
import { daysLeft } from './expiring';

function Lot({ lot, now }: { lot: LotView; now: Date }) {
  const t = useTranslations('credits');
  const days = daysLeft(lot, now);
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">{t(`source.${lot.source}`)}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <span>
            {lot.expiresAt
              ? t.rich('lots.expires', { date: () => <When at={lot.expiresAt ?? ''} style="day" /> })
              : t('lots.stays')}
          </span>
          {days !== null && <Badge tone="warn">{t('lots.soon', { days })}</Badge>}
        </p>
      </div>
      <Coin amount={lot.remaining} />
    </li>
  );
}

function LotList({ lots, now }: { lots: LotView[]; now: Date }) {
  return (
    <ul className="divide-y divide-line">
      {lots.map((lot, index) => (
        <Lot key={index} lot={lot} now={now} />
      ))}
    </ul>
  );
}

/** Three months of daily earning are three months of lots: the first to go are shown, the others on demand. */
const SHOWN = 6;

/** The lots in the order they will be spent. */
export function Lots({ lots, now = new Date() }: { lots: LotView[]; now?: Date }) {
  const t = useTranslations('credits');
  return (
    <Card>
      <CardHeader title={t('lots.title')} />
      {lots.length === 0 ? (
        <p className="text-muted">{t('lots.empty')}</p>
      ) : (
        <>
          <p className="-mt-2 mb-3 text-sm text-muted">{t('lots.lead')}</p>
          <LotList lots={lots.slice(0, SHOWN)} now={now} />
          {lots.length > SHOWN && (
            <details className="border-t border-line">
              <summary className="flex items-center font-semibold text-accent-strong tap">
                {t('lots.more', { count: lots.length - SHOWN })}
              </summary>
              <LotList lots={lots.slice(SHOWN)} now={now} />
            </details>
          )}
          <p className="mt-3 border-t border-line pt-3 text-sm text-muted">{t('lots.rules')}</p>
        </>
      )}
    </Card>
  );
}
