import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { RecentScores, RiskDecision } from '@/lib/risk/types';
import { stepsOf, type Thresholds } from './steps';

const INK: Record<RiskDecision, string> = {
  allow: 'bg-good',
  challenge: 'bg-accent',
  delay: 'bg-coin',
  refuse: 'bg-bad',
};

/** Beyond it the scale is not drawn: such thresholds switch a step off. */
const MOST_DRAWN = 200;

interface ScaleProps {
  thresholds: Thresholds;
  recent: RecentScores;
}

/** What is done with how many points, and what that would have been for the claims of late. */
export function Scale({ thresholds, recent }: ScaleProps) {
  const t = useTranslations('adminRisk');
  const steps = stepsOf(thresholds, recent);
  const end = Math.min(MOST_DRAWN, thresholds.refuseAt + 25);
  const width = (from: number, to: number | null) => Math.max(0, Math.min(to === null ? end : to + 1, end) - from);
  const total = recent.scores.reduce((sum, { cases }) => sum + cases, 0);
  return (
    <section aria-label={t('scale.title')} className="grid gap-3 rounded-control border border-line bg-sunken p-4">
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {steps.map(({ decision, from, to }) => (
          <span key={decision} className={INK[decision]} style={{ flexGrow: width(from, to), flexBasis: 0 }} />
        ))}
      </div>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        {steps.map(({ decision, from, to, cases }) => (
          <li key={decision} className="grid content-start gap-0.5">
            <p className="flex items-center gap-2 text-sm font-semibold">
              <span aria-hidden className={cx('size-2.5 shrink-0 rounded-sm', INK[decision])} />
              {t(`scale.${decision}`)}
            </p>
            <p className="tabular-nums">
              {to === null ? t('scale.open', { from }) : to < from ? t('scale.never') : t('scale.range', { from, to })}
            </p>
            {total > 0 && <p className="text-sm text-muted tabular-nums">{t('scale.cases', { cases })}</p>}
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        {total > 0 ? t('scale.says', { total, days: recent.days }) : t('scale.nothing', { days: recent.days })}
      </p>
    </section>
  );
}
