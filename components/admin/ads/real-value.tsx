import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useDollars } from '../dollars';

/** What a credit that ads paid really brought in, beside what the operator counts it as. */
export function RealValue({ bringsUsd, valueUsd }: { bringsUsd: number | null; valueUsd: number }) {
  const t = useTranslations('adminAds.real');
  const dollars = useDollars(6);
  if (bringsUsd === null) return <p className="mb-6 max-w-prose text-muted">{t('none')}</p>;
  const brings = () => <strong className="font-semibold text-ink tabular-nums">{dollars(bringsUsd)}</strong>;
  const link = (chunks: ReactNode) => (
    <Link href="/admin/ads" className="font-medium text-accent-strong underline underline-offset-4">
      {chunks}
    </Link>
  );
  return <p className="mb-6 max-w-prose text-muted">{t.rich('says', { value: dollars(valueUsd), brings, link })}</p>;
}
