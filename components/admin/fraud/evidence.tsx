import { useTranslations } from 'next-intl';
import type { SignalView } from '@/lib/risk/types';

/** What was seen, as sentences with their numbers, the heaviest first. */
export function Evidence({ signals }: { signals: readonly SignalView[] }) {
  const t = useTranslations('adminFraud');
  return (
    <section>
      <h3 className="mb-2 font-sans text-sm font-semibold tracking-normal text-muted">{t('evidence')}</h3>
      <ul className="grid gap-1.5">
        {signals.map(({ id, points, numbers }) => (
          <li key={id} className="flex items-baseline gap-3">
            <span className="w-9 shrink-0 text-end font-semibold text-bad tabular-nums">{t('points', { points })}</span>
            <span className="min-w-0 wrap-anywhere">{t(`signals.${id}`, numbers as never)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
