import { SlidersHorizontal } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { refreshListingAction, switchProviderAction } from '@/app/actions/catalog';
import { MissingProviders } from '@/components/admin/catalog/missing-providers';
import { ProviderCard } from '@/components/admin/catalog/provider-card';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { listProviders } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCatalog.providers');
  return { title: t('title') };
}

const ACTIONS = { switchProvider: switchProviderAction, refreshListing: refreshListingAction };

export default async function Page() {
  const [t, { ctx }] = await Promise.all([
    getTranslations('adminCatalog.providers'),
    requireSignedIn('/admin/providers'),
  ]);
  const providers = await listProviders({ ctx, input: {} });
  const setUp = providers.filter(({ configured }) => configured);
  return (
    <ClientMessages namespaces={[]}>
      <div className="max-w-4xl">
        <PageHeader
          title={t('title')}
          lead={t('lead')}
          action={
            <LinkButton href="/admin/settings#routing.order" variant="secondary">
              <SlidersHorizontal aria-hidden className="size-4" />
              {t('routing')}
            </LinkButton>
          }
        />
        <div className="grid gap-5">
          {setUp.every(({ demo }) => demo) && <Alert tone="warn">{t('none')}</Alert>}
          {setUp.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} actions={ACTIONS} />
          ))}
          <MissingProviders
            providers={providers.filter(({ configured }) => !configured)}
            ownServer={setUp.some(({ id }) => id === 'compatible')}
          />
        </div>
      </div>
    </ClientMessages>
  );
}
