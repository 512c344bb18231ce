import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { LotView } from '@/lib/credits/types';

/** The lots in the order they will be spent. */
export function Lots({ lots }: { lots: LotView[] }) {
  const t = useTranslations('credits');
  return (
    <Card>
      <CardHeader title={t('lots.title')} />
      {lots.length === 0 ? (
        <p className="text-muted">{t('lots.empty')}</p>
      ) : (
        <>
          <p className="-mt-2 mb-3 text-sm text-muted">{t('lots.lead')}</p>
          <ul className="divide-y divide-line">
            {lots.map((lot, index) => (
              <li key={index} className="flex items-center justify-between gap-4 py-3">
                <div>
                  <p className="font-medium">{t(`source.${lot.source}`)}</p>
                  <p className="text-sm text-muted">
                    {lot.expiresAt
                      ? t.rich('lots.expires', { date: () => <When at={lot.expiresAt ?? ''} style="day" /> })
                      : t('lots.stays')}
                  </p>
                </div>
                <Coin amount={lot.remaining} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
