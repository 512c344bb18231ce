import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import { BatchProgress } from './batch-progress';
import type { BatchView } from './types';

const DOTS = {
  succeeded: 'bg-good',
  running: 'bg-kind',
  waiting: 'bg-line ring-1 ring-edge/60 ring-inset',
  failed: 'bg-bad',
  cancelled: 'bg-edge',
} as const;

function Fact({ label, strong = false, children }: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className={cx('flex items-baseline justify-between gap-4 py-2', strong && 'text-lg font-semibold')}>
      <dt className={strong ? undefined : 'text-muted'}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How far it is and what it costs: the ticket of a batch. */
export function BatchFacts({ batch }: { batch: BatchView }) {
  const t = useTranslations('batches');
  const { rows, credits } = batch;
  const done = rows.succeeded + rows.failed + rows.cancelled;
  const counts = (Object.keys(DOTS) as (keyof typeof DOTS)[]).filter((status) => rows[status] > 0);
  return (
    <section className="grid gap-5 rounded-card border border-line bg-surface p-5 sm:grid-cols-[1fr_18rem] sm:gap-8 sm:p-6">
      <div className="grid content-start gap-4">
        <p className="flex items-baseline gap-2">
          <span className="font-display text-5xl font-bold tracking-tight tabular-nums">
            {done.toLocaleString('en')}
          </span>
          <span className="text-lg text-muted">/ {rows.total.toLocaleString('en')}</span>
        </p>
        <BatchProgress batch={batch} thick />
        <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-[0.9375rem]">
          {counts.map((status) => (
            <li key={status} className="flex items-center gap-2">
              <span aria-hidden className={cx('size-2.5 rounded-full', DOTS[status])} />
              <span className="font-semibold tabular-nums">{rows[status].toLocaleString('en')}</span>
              <span className="text-muted">{t(`counts.${status}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <dl className="divide-y divide-line border-line text-[0.9375rem] max-sm:border-t sm:border-s sm:ps-8">
        <Fact label={t(batch.finishedAt ? 'one.chargedAll' : 'one.charged')} strong>
          <Coin amount={credits.charged} />
        </Fact>
        <Fact label={t('one.quoted')}>
          <Coin amount={credits.quoted} />
        </Fact>
        {credits.refunded > 0 && (
          <Fact label={t('one.refunded')}>
            <Coin amount={credits.refunded} />
          </Fact>
        )}
        <Fact label={t('one.begun')}>
          <When at={batch.createdAt} />
        </Fact>
        {batch.finishedAt && (
          <Fact label={t('one.finished')}>
            <When at={batch.finishedAt} />
          </Fact>
        )}
      </dl>
    </section>
  );
}
