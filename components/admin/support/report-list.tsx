import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PROBLEM_TONES } from '@/components/support/problem-card';
import { Badge } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import type { ReportedProblem } from '@/lib/support/types';

/** What was reported, one line each; the whole line leads to the report. */
export function ReportList({
  items,
  toolNames,
}: {
  items: readonly ReportedProblem[];
  toolNames: Record<string, string>;
}) {
  const t = useTranslations('adminSupport');
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {items.map((problem) => (
        <li
          key={problem.id}
          className={cx(
            'relative flex items-center gap-4 border-t border-line p-4 first:border-t-0 hover:bg-sunken sm:px-5',
            `kind-${problem.kind}`,
          )}
        >
          <span
            aria-hidden
            className={cx('absolute inset-y-0 start-0 w-1', problem.status === 'open' ? 'bg-accent' : 'bg-transparent')}
          />
          <div className="grid min-w-0 flex-1 gap-1">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link href={`/admin/support/${problem.id}`} className="font-semibold after:absolute after:inset-0">
                {t(`reasons.${problem.reason}`)}
              </Link>
              <Badge tone={PROBLEM_TONES[problem.status]}>{t(`tabs.${problem.status}`)}</Badge>
              <span className="text-sm font-semibold text-kind-ink">{toolNames[problem.toolId] ?? problem.toolId}</span>
            </p>
            <p className={cx('line-clamp-2 wrap-anywhere', !problem.message && 'text-muted')}>
              {problem.message ?? t('noWords')}
            </p>
            <p className="text-sm wrap-anywhere text-muted">
              {problem.user.email} · <When at={problem.createdAt} />
            </p>
          </div>
          <span className="grid shrink-0 justify-items-end">
            <Coin amount={problem.refunded ?? problem.charged} signed={problem.status === 'refunded'} />
            <span className="text-sm text-muted">{t(problem.status === 'refunded' ? 'given' : 'charged')}</span>
          </span>
          <ChevronRight aria-hidden className="size-4.5 shrink-0 text-muted max-sm:hidden rtl:-scale-x-100" />
        </li>
      ))}
    </ul>
  );
}
