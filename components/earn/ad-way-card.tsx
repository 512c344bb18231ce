import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';
import { Duration } from '@/components/ui/duration';
import { formatClock } from '@/lib/format';
import type { AdWay } from './types';

/** One kind of ad: how long, how much, how often still today. */
export function AdWayCard({ way }: { way: AdWay }) {
  const t = useTranslations('earn');
  const kinds = useTranslations('common.kinds');
  const open = way.leftToday > 0;
  return (
    <li className={`kind-${way.kind} flex flex-col overflow-hidden rounded-card border border-line bg-surface`}>
      <div aria-hidden className="flex items-end justify-between bg-kind-soft p-4 sm:px-5 sm:pt-6 sm:pb-5">
        <span className="grid size-12 place-items-center rounded-full bg-kind text-on-accent sm:size-14">
          <Play className="size-6 translate-x-0.5 fill-current rtl:-scale-x-100" />
        </span>
        <span className="font-display text-4xl font-extrabold tracking-tight text-kind-ink tabular-nums">
          {formatClock(way.watchSeconds)}
        </span>
      </div>
      <div className="flex flex-1 flex-col gap-4 p-5">
        <div>
          <h3 className="text-xl">{t('way.title', { kind: kinds(way.kind) })}</h3>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-muted">
            <Duration seconds={way.watchSeconds} />
            <span aria-hidden>·</span>
            <Coin amount={way.reward} signed className="text-ink" />
          </p>
        </div>
        <p className="text-[0.9375rem] text-muted">{t('way.left', { count: way.leftToday })}</p>
        {open ? (
          <LinkButton href={`/earn/watch?kind=${way.kind}`} className="mt-auto">
            {t('way.start', { kind: way.kind })}
          </LinkButton>
        ) : (
          <p className="mt-auto grid place-items-center rounded-control bg-sunken px-4 text-[0.9375rem] font-medium text-muted tap">
            {t('way.closed')}
          </p>
        )}
      </div>
    </li>
  );
}
