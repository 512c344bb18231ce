import { Download, SlidersHorizontal } from 'lucide-react';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { importYieldAction, saveAdRulesAction, saveAdSetupAction } from '@/app/actions/ad-earnings';
import { Callbacks } from '@/components/admin/ads/callbacks';
import { Countries } from '@/components/admin/ads/countries';
import { ImportForm } from '@/components/admin/ads/import-form';
import { Networks } from '@/components/admin/ads/networks';
import { RulesForm } from '@/components/admin/ads/rules-form';
import { SetupForm } from '@/components/admin/ads/setup-form';
import { Totals } from '@/components/admin/ads/totals';
import { Verdict } from '@/components/admin/ads/verdict';
import { ClientMessages } from '@/components/layout/client-messages';
import { buttonClass, LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { adEarnings, adSetup, EARNINGS_DAYS, listCallbacks } from '@/lib/ads';
import { servingCost } from '@/lib/runs';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminAds');
  return { title: t('title') };
}

async function Header({ from, to }: { from: string; to: string }) {
  const t = await getTranslations('adminAds');
  return (
    <PageHeader
      title={t('title')}
      lead={t('lead')}
      action={
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/admin/settings#ads.text.watchSeconds" variant="secondary">
            <SlidersHorizontal aria-hidden className="size-4" />
            {t('settings')}
          </LinkButton>
          <a
            href={`/api/admin/analytics.csv?by=day&from=${from}&to=${to}`}
            download
            aria-label={t('exportName')}
            className={buttonClass({ variant: 'secondary' })}
          >
            <Download aria-hidden className="size-4" />
            {t('export')}
          </a>
        </div>
      }
    />
  );
}

const LATEST_CALLBACKS = 12;

export default async function Page() {
  const [t, format, { ctx }] = await Promise.all([
    getTranslations('adminAds.import'),
    getFormatter(),
    requireSignedIn('/admin/ads'),
  ]);
  const [earnings, cost, callbacks] = await Promise.all([
    adEarnings({ ctx, input: {} }),
    servingCost({ ctx, input: { days: EARNINGS_DAYS } }),
    listCallbacks({ ctx, input: { limit: LATEST_CALLBACKS } }),
  ]);
  const { days, today, networks, countries, from, to, reportedUntil } = earnings;
  const { ads, prices } = ctx.settings.current();
  const labelOf = (wanted: string) => networks.find(({ id }) => id === wanted)?.label ?? wanted;
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <ClientMessages namespaces={['adminAds']}>
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
        <Header from={from} to={to} />
        <Verdict
          bringsUsd={days.usdPerCredit}
          costsUsd={cost.usdPerCredit}
          valueUsd={prices.costPlus.creditValueUsd}
          assumedUsd={days.assumedUsd}
          revenueUsd={days.revenueUsd}
          unknownCredits={cost.unknownCredits}
        />
        <Totals today={today} days={days} />
        <Networks networks={networks} costsUsd={cost.usdPerCredit} />
        <Countries countries={countries} />
        <Callbacks items={callbacks.items} labels={Object.fromEntries(networks.map(({ id, label }) => [id, label]))} />
        <ImportForm
          action={importYieldAction}
          networks={networks.filter(({ id }) => id !== 'house').map(({ id, label }) => ({ id, label }))}
          until={reportedUntil ? t('until', { day: day(reportedUntil) }) : t('none')}
        />
        <RulesForm
          action={saveAdRulesAction}
          rules={ads}
          labels={{
            ...{ gpt: labelOf('gpt'), h5: labelOf('h5') },
            ...{ admob: labelOf('admob'), offerwall: labelOf('offerwall') },
          }}
        />
        <SetupForm action={saveAdSetupAction} rules={ads} setup={adSetup({ ctx })} />
      </div>
    </ClientMessages>
  );
}
