import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { useDollars } from '../dollars';

export interface VerdictProps {
  /** US dollars that a credit earned by ads brought in; null where none was paid. */
  bringsUsd: number | null;
  /** US dollars that a spent credit costs us; null where nothing is known. */
  costsUsd: number | null;
  /** What the operator counts a credit as. */
  valueUsd: number;
  assumedUsd: number;
  revenueUsd: number;
  /** Spent in runs whose cost nobody knows. */
  unknownCredits: number;
}

const TONES = { earns: 'good', loses: 'bad', unknown: 'info' } as const;

const strong = (amount: string) =>
  function Strong() {
    return <strong className="font-semibold whitespace-nowrap text-ink tabular-nums">{amount}</strong>;
  };

/** Whether ads pay for the credits they give, in a sentence. */
export function Verdict({ bringsUsd, costsUsd, valueUsd, assumedUsd, revenueUsd, unknownCredits }: VerdictProps) {
  const t = useTranslations('adminAds.verdict');
  const dollars = useDollars(6);
  const verdict = bringsUsd === null || costsUsd === null ? 'unknown' : bringsUsd >= costsUsd ? 'earns' : 'loses';
  const brings = strong(dollars(bringsUsd ?? 0));
  const link = (chunks: ReactNode) => (
    <Link
      href="/admin/settings#prices.costPlus.creditValueUsd"
      className="font-medium text-accent-strong underline underline-offset-4"
    >
      {chunks}
    </Link>
  );
  return (
    <Alert tone={TONES[verdict]} title={t(verdict)}>
      <div className="grid gap-1">
        <p>
          {bringsUsd === null
            ? t('noAds')
            : costsUsd === null
              ? t.rich('noCosts', { brings })
              : t.rich('says', { brings, costs: strong(dollars(costsUsd)) })}
        </p>
        {assumedUsd > 0 && <p>{t('partly', { assumed: dollars(assumedUsd), all: dollars(revenueUsd) })}</p>}
        {unknownCredits > 0 && <p>{t('unknownCosts', { credits: unknownCredits })}</p>}
        <p>{t.rich('value', { value: dollars(valueUsd), link })}</p>
      </div>
    </Alert>
  );
}
