import { SlidersHorizontal } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { saveCacheRulesAction } from '@/app/actions/cache';
import { ByDay } from '@/components/admin/cache/by-day';
import { ByTool } from '@/components/admin/cache/by-tool';
import { CacheTotals } from '@/components/admin/cache/figures';
import { RulesForm } from '@/components/admin/cache/rules-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { cacheStats } from '@/lib/runs';
import { listCacheRules } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCache');
  return { title: t('title') };
}

const NOTHING = { runs: 0, own: 0, shared: 0, joined: 0, hitRate: 0, savedUsd: 0, earned: 0 };

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('adminCache'), requireSignedIn('/admin/cache')]);
  const { total, days, tools } = await cacheStats({ ctx, input: {} });
  const figures = new Map(tools.map((tool) => [tool.toolId, tool]));
  const rules = listCacheRules({ ctx });
  const { runs, prices } = ctx.settings.current();
  return (
    <ClientMessages namespaces={['adminCache']}>
      <div className="grid max-w-3xl gap-6">
        <PageHeader
          title={t('title')}
          lead={t('lead')}
          action={
            <LinkButton href="/admin/settings#runs.cacheHours" variant="secondary">
              <SlidersHorizontal aria-hidden className="size-4" />
              {t('settings')}
            </LinkButton>
          }
        />
        {total.runs === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
        ) : (
          <CacheTotals total={total} />
        )}
        <ByTool tools={rules.map((rule) => ({ ...NOTHING, ...figures.get(rule.toolId), ...rule }))} />
        <RulesForm
          action={saveCacheRulesAction}
          rules={rules}
          allHours={runs.cacheHours}
          sharedPrice={prices.sharedRepeat}
        />
        {days.length > 0 && <ByDay days={days} />}
      </div>
    </ClientMessages>
  );
}
