import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';

interface PeopleProps {
  totals: {
    available: number;
    held: number;
    debt: number;
    open: { holds: number };
    overdue: { holds: number; credits: number };
  };
}

/** What people have altogether, as it stands now. */
export function People({ totals }: PeopleProps) {
  const t = useTranslations('ledger.people');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {(['available', 'held', 'debt'] as const).map((name) => (
          <div key={name}>
            <dt className="text-sm text-muted">{t(name)}</dt>
            <dd>
              <Coin amount={totals[name]} className="text-xl" />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">{t('open', { count: totals.open.holds })}</p>
      {totals.overdue.holds > 0 && (
        <Alert tone="warn" className="mt-3">
          {t.rich('overdue', {
            count: totals.overdue.holds,
            amount: () => <Coin amount={totals.overdue.credits} />,
          })}
        </Alert>
      )}
    </Card>
  );
}
