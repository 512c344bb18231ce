import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { RealValue } from '@/components/admin/ads/real-value';
import { Margins } from '@/components/admin/margins/margins';
import { PageHeader } from '@/components/ui/page-header';
import { adAnalytics } from '@/lib/ads';
import { listMargins } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminMargins');
  return { title: t('title') };
}

export default async function Page() {
  const [t, format, { ctx }] = await Promise.all([
    getTranslations('adminMargins'),
    getFormatter(),
    requireSignedIn('/admin/margins'),
  ]);
  const rows = listMargins({ ctx });
  const { total } = await adAnalytics({ ctx, input: { by: 'network' } });
  const { prices, runs } = ctx.settings.current();
  const value = format.number(prices.costPlus.creditValueUsd, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 6,
  });
  return (
    <div className="max-w-4xl">
      <PageHeader title={t('title')} lead={t('lead')} />
      <p className="mb-3 max-w-prose text-muted">
        {t('sample', { characters: runs.inputCharacters, value })}{' '}
        <Link
          href="/admin/settings#prices.costPlus.creditValueUsd"
          className="font-medium text-accent-strong underline underline-offset-4"
        >
          {t('value')}
        </Link>
      </p>
      <RealValue bringsUsd={total.usdPerCredit} valueUsd={prices.costPlus.creditValueUsd} />
      <Margins rows={rows} />
    </div>
  );
}
