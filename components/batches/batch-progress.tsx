import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { BatchView } from './types';

const PARTS = [
  { status: 'succeeded', fill: 'bg-good' },
  { status: 'failed', fill: 'bg-bad' },
  { status: 'cancelled', fill: 'bg-edge' },
  { status: 'running', fill: 'bg-kind animate-pulse' },
] as const;

/** How far a batch is, as one bar: done, failed, cancelled and under way. */
export function BatchProgress({ batch, thick = false }: { batch: Pick<BatchView, 'name' | 'rows'>; thick?: boolean }) {
  const t = useTranslations('batches');
  const { rows } = batch;
  const done = rows.succeeded + rows.failed + rows.cancelled;
  return (
    <div
      role="progressbar"
      aria-label={t('progress', { name: batch.name })}
      aria-valuemin={0}
      aria-valuemax={rows.total}
      aria-valuenow={done}
      aria-valuetext={t('ended', { done, total: rows.total })}
      className={cx('flex overflow-hidden rounded-full bg-line', thick ? 'h-3.5' : 'h-2')}
    >
      {PARTS.map(({ status, fill }) => (
        <span
          key={status}
          className={cx('h-full transition-[width] duration-500', fill)}
          style={{ width: `${(rows[status] / rows.total) * 100}%` }}
        />
      ))}
    </div>
  );
}
