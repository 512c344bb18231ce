import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyHash } from './copy-hash';

export interface ChainProps {
  days: { day: string; transactions: number; closingHash: string }[];
  late: {
    linked: number;
    waiting: number;
    newest: { transactionId: string; day: string; closedWith: string | null }[];
  } | null;
}

function Late({ late }: { late: NonNullable<ChainProps['late']> }) {
  const t = useTranslations('ledger.chain');
  return (
    <Alert className="mt-4" title={t('late')}>
      <p>{t('lateBody', { linked: late.linked, waiting: late.waiting })}</p>
      <ul className="mt-2 grid gap-1">
        {late.newest.map(({ transactionId, day, closedWith }) => (
          <li key={transactionId}>
            <a href={`/admin/ledger?find=${transactionId}`} className="underline underline-offset-4">
              {t('lateOne', { id: transactionId, day, closedWith: closedWith ?? 'none' })}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** The last closed days, newest first. */
export function Chain({ days, late }: ChainProps) {
  const t = useTranslations('ledger.chain');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <p className="-mt-3 mb-3 text-sm text-muted">{days.length === 0 ? t('empty') : t('lead')}</p>
      <ul className="divide-y divide-line">
        {days.map(({ day, transactions, closingHash }) => (
          <li key={day} className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="py-2">
              <time dateTime={day} className="font-medium tabular-nums">
                {day}
              </time>{' '}
              <span className="text-sm text-muted">{t('count', { count: transactions })}</span>
            </span>
            <CopyHash hash={closingHash} label={t('copy', { day })} copied={t('copied')} />
          </li>
        ))}
      </ul>
      {late && late.linked + late.waiting > 0 && <Late late={late} />}
    </Card>
  );
}
