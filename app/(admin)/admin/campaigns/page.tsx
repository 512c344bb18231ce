import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { CampaignList } from '@/components/admin/campaigns/campaign-list';
import { ClientMessages } from '@/components/layout/client-messages';
import { buttonClass, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { CAMPAIGN_STATES, listCampaigns } from '@/lib/ads';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCampaigns');
  return { title: t('title') };
}

const PAGE = 20;

function hrefOf(query: { state?: string | undefined; cursor?: string | undefined }): string {
  const text = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]),
  ).toString();
  return text ? `/admin/campaigns?${text}` : '/admin/campaigns';
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, { ctx }, query] = await Promise.all([
    getTranslations('adminCampaigns'),
    requireSignedIn('/admin/campaigns'),
    searchParams,
  ]);
  const state = CAMPAIGN_STATES.find((known) => known === one(query, 'state'));
  const cursor = one(query, 'cursor');
  const { items, nextCursor } = await listCampaigns({ ctx, input: { state, cursor, limit: PAGE } });
  const tabs = [undefined, ...CAMPAIGN_STATES].map((each) => ({
    href: hrefOf({ state: each }),
    label: each ? t(`states.${each}`) : t('all'),
    current: each === state,
  }));
  const add = (
    <LinkButton href="/admin/campaigns/new">
      <Plus aria-hidden className="size-4" />
      {t('new')}
    </LinkButton>
  );
  return (
    <ClientMessages namespaces={[]}>
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4">
        <PageHeader title={t('title')} lead={t('lead')} action={add} />
        <LinkTabs label={t('filter')} tabs={tabs} />
        {items.length === 0 ? (
          <EmptyState title={state ? t('noneHere') : t('none')}>{t('noneLead')}</EmptyState>
        ) : (
          <CampaignList items={items} />
        )}
        {nextCursor && (
          <Link
            href={hrefOf({ state, cursor: nextCursor })}
            className={buttonClass({ variant: 'secondary' }, 'justify-self-start')}
          >
            {t('more')}
          </Link>
        )}
      </div>
    </ClientMessages>
  );
}
