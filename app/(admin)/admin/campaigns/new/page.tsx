import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { saveCampaignAction } from '@/app/actions/campaigns';
import { BLANK } from '@/components/admin/campaigns/form-values';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { findMedia } from '@/lib/ads';
import { CampaignIsland } from '../campaign-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCampaigns');
  return { title: t('new') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, { ctx }, query] = await Promise.all([
    getTranslations('adminCampaigns'),
    requireSignedIn('/admin/campaigns/new'),
    searchParams,
  ]);
  const media = await findMedia({ ctx, input: { id: one(query, 'media') ?? '' } });
  return (
    <ClientMessages namespaces={['adminCampaigns']}>
      <div className="max-w-4xl">
        <BackLink href="/admin/campaigns">{t('back')}</BackLink>
        <h1 className="mb-6 text-3xl">{t('new')}</h1>
        <CampaignIsland
          action={saveCampaignAction}
          id={null}
          values={BLANK}
          media={media}
          refused={one(query, 'refused')}
          builtIn={ctx.settings.current().ads.builtInWeight}
        />
      </div>
    </ClientMessages>
  );
}
