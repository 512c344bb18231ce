import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { CoinIcon } from '@/components/ui/coin';
import { Progress } from '@/components/ui/progress';
import { formatCredits } from '@/lib/format';
import type { EarnFacts } from './types';

/** How many ads of one kind it takes to earn all that is left. */
function Takes({ ways }: Pick<EarnFacts, 'ways'>) {
  const t = useTranslations('earn.today');
  const kinds = useTranslations('common.kinds');
  return (
    <ul className="grid grid-cols-3 gap-2">
      {ways.map(({ kind, leftToday }) => (
        <li key={kind} className={`kind-${kind} grid gap-0.5 rounded-control bg-kind-soft px-3 py-2.5 text-kind-ink`}>
          <span className="font-display text-xl leading-none font-extrabold tabular-nums">{leftToday}</span>
          <span className="text-sm">{t('takes', { count: leftToday, kind: kinds(kind) })}</span>
        </li>
      ))}
    </ul>
  );
}

/** How much of today's cap is used, and when it begins anew. */
export function Today({
  today: { earned, cap, remaining },
  ways,
  reset,
}: Pick<EarnFacts, 'today' | 'ways'> & { reset: ReactNode }) {
  const t = useTranslations('earn.today');
  const words = t('of', { earned: formatCredits(earned), cap: formatCredits(cap) });
  // Another cap may bind first: that of the device or of the network everybody here shares.
  const shared = remaining < cap - earned;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg">{t('title')}</h2>
        <p className="flex items-baseline gap-2 tabular-nums">
          <CoinIcon className="size-6 self-center" />
          <span aria-hidden className="font-display text-4xl leading-none font-extrabold tracking-tight">
            {formatCredits(earned)}
          </span>
          <span aria-hidden className="text-muted">
            {t('ofCap', { cap: formatCredits(cap) })}
          </span>
          <span className="sr-only">{words}</span>
        </p>
      </div>
      <Progress value={earned} max={cap} label={t('title')} valueText={words} tone="coin" className="h-3" />
      <p className="text-muted">
        {remaining > 0 ? t('left', { remaining: formatCredits(remaining), number: remaining }) : t('full')}
        {shared && ` ${t('shared')}`}
      </p>
      {remaining > 0 && <Takes ways={ways} />}
      <p className="mt-auto border-t border-line pt-3 text-[0.9375rem] text-muted">
        {t.rich('reset', { time: () => <span className="font-semibold text-ink">{reset}</span> })}
      </p>
    </Card>
  );
}
