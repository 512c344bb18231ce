import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { campaignStateAction, saveCampaignAction } from '@/app/actions/campaigns';
import { PhaseBadge } from '@/components/admin/campaigns/campaign-list';
import { CampaignAnswers, CampaignDays, CampaignTotals } from '@/components/admin/campaigns/figures';
import { campaignValues, previewOf } from '@/components/admin/campaigns/form-values';
import { CampaignPreview } from '@/components/admin/campaigns/preview';
import { StateButtons } from '@/components/admin/campaigns/state-buttons';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert } from '@/components/ui/alert';
import { BackLink } from '@/components/ui/back-link';
import { findMedia, getCampaign } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { CampaignIsland } from '../campaign-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCampaigns');
  return { title: t('title') };
}

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function Page({ params, searchParams }: PageProps) {
  const [{ id }, query, t] = await Promise.all([params, searchParams, getTranslations('adminCampaigns')]);
  const { ctx } = await requireSignedIn(`/admin/campaigns/${id}`);
  const [report, sent] = await Promise.all([
    getCampaign({ ctx, input: { id } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
    findMedia({ ctx, input: { id: one(query, 'media') ?? '' } }),
  ]);
  const { campaign, figures, days, questions } = report;
  const values = campaignValues(campaign);
  return (
    <ClientMessages namespaces={['adminCampaigns']}>
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
        <header className="grid gap-3">
          <div>
            <BackLink href="/admin/campaigns">{t('back')}</BackLink>
            <h1 className="flex flex-wrap items-center gap-x-4 gap-y-2 text-3xl wrap-anywhere">
              {campaign.name} <PhaseBadge phase={campaign.phase} />
            </h1>
          </div>
          {one(query, 'created') && campaign.state === 'draft' && <Alert tone="good">{t('form.created')}</Alert>}
          {sent && <Alert>{t('form.taken')}</Alert>}
          <StateButtons action={campaignStateAction} id={campaign.id} state={campaign.state} />
        </header>
        {campaign.state !== 'draft' && (
          <>
            <CampaignTotals figures={figures} />
            <CampaignDays days={days} />
            <CampaignAnswers questions={questions} />
          </>
        )}
        {campaign.state === 'ended' ? (
          <CampaignPreview campaign={previewOf(values, campaign.media, campaign.id, '')} />
        ) : (
          <CampaignIsland
            action={saveCampaignAction}
            id={campaign.id}
            values={values}
            media={sent ?? campaign.media}
            refused={one(query, 'refused')}
            builtIn={ctx.settings.current().ads.builtInWeight}
          />
        )}
      </div>
    </ClientMessages>
  );
}
