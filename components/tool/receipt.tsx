'use client';

import { ChevronDown, LifeBuoy } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PriceRule, useMeasured } from '@/components/receipt/price-rule';
import { RefundReason } from '@/components/receipt/refund-reason';
import { Coin, cx } from '@/components/ui';
import type { RunView } from './types';

function Line({ label, children, strong }: { label: string; children: ReactNode; strong?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className={cx('text-end', strong && 'font-semibold')}>{children}</dd>
    </div>
  );
}

/** Who was asked, in order, and what came of it. */
function Attempts({ attempts }: Pick<RunView, 'attempts'>) {
  const t = useTranslations('tool.receipt');
  const outcomes = useTranslations('tool.outcome');
  if (attempts.length === 0) return null;
  return (
    <div className="mt-2 border-t border-line pt-2">
      <dt className="mb-1 text-muted">{t('attempts')}</dt>
      <dd>
        <ol className="grid gap-1">
          {attempts.map((attempt, index) => (
            <li key={index} className="flex items-baseline justify-between gap-4">
              <span className="[overflow-wrap:anywhere]">
                {t('attempt', { model: attempt.model, outcome: outcomes(attempt.outcome) })}
              </span>
              <span className="shrink-0 text-muted tabular-nums">{t('seconds', { seconds: attempt.ms / 1000 })}</span>
            </li>
          ))}
        </ol>
      </dd>
    </div>
  );
}

/** Quote, rule, what was measured, charge, return with its reason, and every attempt in plain words. */
export function Receipt({ run }: { run: RunView }) {
  const t = useTranslations('tool.receipt');
  const words = useTranslations('receipt');
  const { quoted, charged, refunded, reason, pricing } = run.credits;
  const measured = useMeasured()(run);
  return (
    <>
      <details className="group border-t border-line pt-1 text-[0.9375rem]">
        <summary className="flex items-center justify-between gap-3 font-semibold tap">
          <span>{t('title')}</span>
          <span className="flex items-center gap-2">
            <Coin amount={charged} />
            <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
          </span>
        </summary>
        <dl className="mt-1 grid gap-1.5 rounded-control bg-sunken p-4">
          <Line label={t('quoted')}>
            <Coin amount={quoted} />
          </Line>
          {pricing && (
            <Line label={words('rule')}>
              <PriceRule pricing={pricing} />
            </Line>
          )}
          {measured && <Line label={words('measured')}>{measured}</Line>}
          <Line label={t('charged')} strong>
            <Coin amount={charged} />
          </Line>
          {refunded > 0 && (
            <Line label={words(reason === 'metered' ? 'unused' : 'refunded')}>
              <Coin amount={refunded} />
            </Line>
          )}
          {reason && (
            <Line label={words('why')}>
              <RefundReason reason={reason} />
            </Line>
          )}
          <Line label={t('cache')}>{t(run.joined ? 'cacheJoined' : run.cached ? 'cacheYes' : 'cacheNo')}</Line>
          <Attempts attempts={run.attempts} />
        </dl>
      </details>
      <Link
        href={`/runs/${run.id}?problem=1#problem`}
        prefetch={false}
        className="inline-flex items-center gap-2 justify-self-start text-[0.9375rem] text-muted tap hover:text-ink"
      >
        <LifeBuoy aria-hidden className="size-4" />
        {words('trouble')}
      </Link>
    </>
  );
}
