import { CircleCheck, CircleHelp, TrendingDown, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import type { ToolMargin } from '@/lib/tools/types';
import { useDollars } from '../dollars';
import { Mend } from './mend';

/** The verdict in words; the colour and the mark only help. */
export function VerdictBadge({ verdict, marginUsd }: Pick<ToolMargin, 'verdict' | 'marginUsd'>) {
  const t = useTranslations('adminMargins');
  const dollars = useDollars(6);
  const amount = dollars(Math.abs(marginUsd ?? 0));
  switch (verdict) {
    case 'loss':
      return (
        <Badge tone="bad" icon={<TrendingDown aria-hidden />}>
          {t('loss.badge', { amount })}
        </Badge>
      );
    case 'unknown':
      return (
        <Badge tone="warn" icon={<CircleHelp aria-hidden />}>
          {t('unknown.badge')}
        </Badge>
      );
    case 'largest_loses':
      return (
        <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
          {t('largest.badge')}
        </Badge>
      );
    case 'earns':
      return (
        <Badge tone="good" icon={<CircleCheck aria-hidden />}>
          {t('earns.badge', { amount })}
        </Badge>
      );
  }
}

function Figure({ name, children, note }: { name: string; children: ReactNode; note?: string | false }) {
  return (
    <div className="min-w-0 sm:min-w-24 sm:text-end">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
      {note && <dd className="text-sm text-muted">{note}</dd>}
    </div>
  );
}

/** One tool with one model: what a run of it is sold for, brings in and costs. */
export function MarginRow({ row }: { row: ToolMargin }) {
  const t = useTranslations('adminMargins.row');
  const dollars = useDollars(6);
  const { toolName, kind, modelLabel, providerLabel, rule, price, revenueUsd, costUsd, costEstimated } = row;
  return (
    <li
      className={`kind-${kind} grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-1 px-4 pt-4 pb-2.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5`}
    >
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base">
          <span aria-hidden className="size-2.5 shrink-0 rounded-sm bg-kind" />
          {toolName}
          <VerdictBadge {...row} />
        </h3>
        <p className="text-sm wrap-anywhere text-muted">{t('of', { model: modelLabel, provider: providerLabel })}</p>
      </div>
      <dl className="grid grid-cols-3 gap-x-4">
        <Figure name={t('price')} note={t(`rules.${rule}`)}>
          <Coin amount={price} />
        </Figure>
        <Figure name={t('revenue')}>{dollars(revenueUsd)}</Figure>
        <Figure name={t('cost')} note={costEstimated && t('estimated')}>
          {costUsd === null ? '–' : dollars(costUsd)}
        </Figure>
      </dl>
      <Mend row={row} />
    </li>
  );
}
