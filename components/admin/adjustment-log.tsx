import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';

interface AdjustmentLogProps {
  adjustments: {
    id: string;
    user: { id: string; email: string };
    operator: string | null;
    amount: number;
    reason: string;
    createdAt: string;
  }[];
}

/** What operators gave and took, as the audit log has it. */
export function AdjustmentLog({ adjustments }: AdjustmentLogProps) {
  const t = useTranslations('admin.credits');
  return (
    <Card>
      <CardHeader title={t('log')} />
      {adjustments.length === 0 && <p className="text-muted">{t('logEmpty')}</p>}
      <ul className="divide-y divide-line">
        {adjustments.map(({ id, user, operator, amount, reason, createdAt }) => (
          <li key={id} className="grid grid-cols-[1fr_auto] items-start gap-x-4 py-3">
            <div className="min-w-0 wrap-anywhere">
              <Link
                href={`/admin/credits?user=${user.id}`}
                className="font-medium underline decoration-line decoration-2 underline-offset-4 hover:decoration-current"
              >
                {user.email}
              </Link>
              <p className="whitespace-pre-wrap">{reason}</p>
              <p className="text-sm text-muted">
                {t.rich('logBy', { operator: operator ?? '–', date: () => <When at={createdAt} /> })}
              </p>
            </div>
            <Coin amount={amount} signed className={amount > 0 ? 'text-good' : undefined} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
