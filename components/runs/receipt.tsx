import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PriceRule, useMeasured } from '@/components/receipt/price-rule';
import { RefundReason } from '@/components/receipt/refund-reason';
import { LogoMark } from '@/components/layout/logo';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import type { RunView } from '@/lib/runs/types';

function Line({ label, children, strong }: { label: string; children: ReactNode; strong?: boolean }) {
  return (
    <div
      className={cx(
        'flex items-baseline justify-between gap-4 py-2',
        strong ? 'text-lg font-bold' : 'border-b border-dashed border-line',
      )}
    >
      <dt className={strong ? undefined : 'text-muted'}>{label}</dt>
      <dd className="min-w-0 text-end font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Who was asked, in order, and what came of it. */
function Attempts({ attempts }: { attempts: RunView['attempts'] }) {
  const t = useTranslations('runs');
  if (attempts.length === 0) return null;
  return (
    <div className="border-b border-dashed border-line py-3">
      <h3 className="mb-1.5 font-sans text-sm font-semibold tracking-normal">{t('receipt.attempts')}</h3>
      <ol className="grid gap-1.5 text-sm">
        {attempts.map((attempt, index) => (
          <li key={index} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0 wrap-anywhere">
              {attempt.model.includes('/') ? attempt.model : `${attempt.provider}/${attempt.model}`}
            </span>
            <span className={cx('shrink-0 text-end', attempt.outcome === 'succeeded' ? 'text-good' : 'text-bad')}>
              {t(`outcome.${attempt.outcome}`)}
              <span className="text-muted tabular-nums"> {t('seconds', { seconds: attempt.ms / 1000 })}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What a run cost and why: quote, rule, attempts, what was measured, refund with its reason, charge. */
export function Receipt({ run }: { run: RunView }) {
  const t = useTranslations('runs');
  const { quoted, charged, refunded, reason, pricing } = run.credits;
  const words = useTranslations('receipt');
  const measured = useMeasured()(run);
  return (
    <section aria-labelledby="receipt-title" className="drop-shadow-[0_8px_18px_rgb(22_21_29/0.1)]">
      <div className="torn rounded-t-card bg-surface px-6 pt-6">
        <h2 id="receipt-title" className="flex items-center gap-2 text-lg">
          <LogoMark className="size-6" />
          {t('receipt.title')}
        </h2>
        <dl className="mt-2 text-[0.9375rem]">
          <Line label={t('receipt.date')}>
            <When at={run.createdAt} />
          </Line>
          {run.modelLabel && <Line label={t('receipt.model')}>{run.modelLabel}</Line>}
          <Line label={t('receipt.quoted')}>
            <Coin amount={quoted} />
          </Line>
          {pricing && (
            <Line label={words('rule')}>
              <PriceRule pricing={pricing} />
            </Line>
          )}
        </dl>
        <Attempts attempts={run.attempts} />
        <dl className="text-[0.9375rem]">
          {run.cached && (
            <Line label={t('receipt.cache')}>{t(run.joined ? 'receipt.joinedValue' : 'receipt.cacheValue')}</Line>
          )}
          {measured && <Line label={words('measured')}>{measured}</Line>}
          <Line label={words(reason === 'metered' ? 'unused' : 'refunded')}>
            <Coin amount={refunded} />
          </Line>
          {reason && (
            <Line label={words('why')}>
              <RefundReason reason={reason} />
            </Line>
          )}
          <Line label={run.status === 'running' ? t('receipt.pending') : t('receipt.charged')} strong>
            <Coin amount={run.status === 'running' ? quoted : charged} />
          </Line>
        </dl>
      </div>
    </section>
  );
}
