import { SlidersHorizontal } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { decideCaseAction } from '@/app/actions/fraud';
import { CaseCard } from '@/components/admin/fraud/case-card';
import { DecideCaseForm } from '@/components/admin/fraud/decide-case-form';
import { decisionsOf } from '@/components/admin/fraud/decisions-of';
import { fraudAddress } from '@/components/admin/fraud/fraud-address';
import { ClientMessages } from '@/components/layout/client-messages';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { countOpenCases, listCases } from '@/lib/risk';
import { caseListQuerySchema } from '@/lib/risk/schema';
import { CASE_STATES } from '@/lib/risk/types';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminFraud');
  return { title: t('title') };
}

/** What an address holds that no list knows counts for nothing. */
function filtersOf(query: Awaited<Query>) {
  const wanted = { state: one(query, 'state'), userId: one(query, 'user'), cursor: one(query, 'cursor') };
  const { state = 'open', userId, cursor } = caseListQuerySchema.safeParse(wanted).data ?? {};
  return { state, userId, cursor };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, rules, query, { ctx }] = await Promise.all([
    getTranslations('adminFraud'),
    getTranslations('adminRisk'),
    searchParams,
    requireSignedIn('/admin/fraud'),
  ]);
  const { cursor, ...filters } = filtersOf(query);
  const { state, userId } = filters;
  const [{ items, nextCursor }, open] = await Promise.all([
    listCases({ ctx, input: { ...filters, cursor } }).catch(() => listCases({ ctx, input: filters })),
    countOpenCases({ ctx }),
  ]);
  const tabs = CASE_STATES.map((tab) => ({
    href: fraudAddress({ state: tab, userId }),
    label: t(`tabs.${tab}`),
    current: tab === state,
  }));
  return (
    <ClientMessages namespaces={['adminFraud']}>
      <div className="max-w-4xl">
        <PageHeader
          title={t('title')}
          lead={t('lead')}
          action={
            <div className="flex flex-wrap items-center gap-3">
              <Badge tone={open > 0 ? 'accent' : 'neutral'}>{t('openCount', { count: open })}</Badge>
              <LinkButton href="/admin/fraud/rules" variant="secondary">
                <SlidersHorizontal aria-hidden className="size-4" />
                {rules('link')}
              </LinkButton>
            </div>
          }
        />
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <LinkTabs label={t('tabs.label')} tabs={tabs} />
          {userId && (
            <LinkButton href={fraudAddress({ state })} variant="quiet">
              {t('everybody')}
            </LinkButton>
          )}
        </div>
        {items.length === 0 && <EmptyState title={t('empty.title')}>{t(`empty.${state}`)}</EmptyState>}
        <div className="grid gap-4">
          {items.map((item) => (
            <CaseCard
              key={item.id}
              item={item}
              form={<DecideCaseForm action={decideCaseAction} id={item.id} decisions={decisionsOf(item)} />}
            />
          ))}
        </div>
        {(cursor || nextCursor) && (
          <nav aria-label={t('title')} className="mt-6 flex flex-wrap justify-center gap-3">
            {cursor && (
              <LinkButton href={fraudAddress(filters)} variant="quiet">
                {t('newest')}
              </LinkButton>
            )}
            {nextCursor && (
              <LinkButton href={fraudAddress(filters, nextCursor)} variant="secondary">
                {t('older')}
              </LinkButton>
            )}
          </nav>
        )}
      </div>
    </ClientMessages>
  );
}
