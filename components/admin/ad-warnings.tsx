import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import type { AdWarning } from '@/lib/ads/types';

const Code = (chunks: ReactNode) => <code className="font-mono text-[0.9em] wrap-anywhere">{chunks}</code>;

const Sellers = (chunks: ReactNode) => (
  <Link href="/admin/ads#setup" className="font-medium text-accent-strong underline underline-offset-4">
    {chunks}
  </Link>
);

/** What is wrong with how ads pay for this hub, and what to do about it. */
export function AdWarnings({ warnings }: { warnings: AdWarning[] }) {
  const t = useTranslations('admin.overview');
  const format = useFormatter();
  const words = (warning: AdWarning): ReactNode => {
    switch (warning.code) {
      case 'house_alone':
        return t('adsHouseAlone');
      case 'ads_txt':
        return t.rich('adsMissingLines', { sellers: format.list(warning.missing), file: Code, link: Sellers });
      case 'admob_units':
        return t.rich('adsAdmobUnits', { setting: Code });
      case 'not_https':
        return t.rich('adsNotHttps', { setting: Code });
    }
  };
  return warnings.map((warning) => (
    <Alert key={warning.code} tone="warn">
      {words(warning)}
    </Alert>
  ));
}
