import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { Movement, MovementLot } from '@/lib/credits/types';

function Life({ lot, at }: { lot: MovementLot; at: string }) {
  const t = useTranslations('credits.movement.lots');
  const { expiresAt, graceUntil } = lot;
  if (!expiresAt) return <>{t('stays')}</>;
  const date = (day: string) => ({ date: () => <When at={day} style="day" /> });
  if (graceUntil && graceUntil > at && graceUntil > expiresAt) return <>{t.rich('grace', date(graceUntil))}</>;
  return <>{t.rich(expiresAt <= at ? 'ended' : 'until', date(expiresAt))}</>;
}

/** Which lots it took from or went into; where the ledger does not know, it says so. */
export function MovementLots({ movement }: { movement: Movement }) {
  const t = useTranslations('credits');
  const { lots, amount, createdAt } = movement;
  if (amount === 0) return null;
  return (
    <Card>
      <CardHeader title={t(amount < 0 ? 'movement.lots.out' : 'movement.lots.in')} />
      {lots.length === 0 ? (
        <p className="text-muted">{t(amount < 0 ? 'movement.lots.burned' : 'movement.lots.unknown')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {lots.map((lot, index) => (
            <li key={index} className="flex items-center justify-between gap-4 py-3">
              <div>
                <p className="font-medium">{t(`source.${lot.source}`)}</p>
                <p className="text-sm text-muted">
                  <Life lot={lot} at={createdAt} />
                </p>
              </div>
              <Coin amount={lot.amount} signed />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
