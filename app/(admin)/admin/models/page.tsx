import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { hideModelAction } from '@/app/actions/catalog';
import { ModelFinder, modelsHref, type ModelQuery } from '@/components/admin/catalog/model-finder';
import { ModelList } from '@/components/admin/catalog/model-list';
import { ClientMessages } from '@/components/layout/client-messages';
import { buttonClass, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listModels, listProviders, type ListModelsInput } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCatalog.models');
  return { title: t('title') };
}

const KINDS = ['text', 'image', 'audio', 'video'] as const;
const PAGE = 60;

function inputOf({ q, provider, show }: ModelQuery, cursor: string | undefined): ListModelsInput {
  const kind = KINDS.find((one) => one === show);
  const state = show === 'offered' ? 'offered' : undefined;
  return { q, kind, state, provider: provider || undefined, cursor, limit: PAGE };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, { ctx }, params] = await Promise.all([
    getTranslations('adminCatalog.models'),
    requireSignedIn('/admin/models'),
    searchParams,
  ]);
  const query: ModelQuery = {
    q: one(params, 'q')?.slice(0, 100) ?? '',
    provider: one(params, 'provider') ?? '',
    show: one(params, 'show') ?? '',
  };
  const [providers, { items, nextCursor }] = await Promise.all([
    listProviders({ ctx, input: {} }),
    listModels({ ctx, input: inputOf(query, one(params, 'cursor')) }),
  ]);
  const add = (
    <LinkButton href="/admin/models/add">
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </LinkButton>
  );
  return (
    <ClientMessages namespaces={[]}>
      <div className="max-w-4xl">
        <PageHeader title={t('title')} lead={t('lead')} action={add} />
        <ModelFinder query={query} providers={providers.filter(({ configured }) => configured)} />
        {items.length === 0 ? (
          <EmptyState title={query.show === 'offered' && !query.q ? t('noneOffered') : t('none')}>
            {t('noneLead')}
          </EmptyState>
        ) : (
          <ModelList models={items} hide={hideModelAction} />
        )}
        {nextCursor && (
          <Link
            href={modelsHref({ ...query, cursor: nextCursor })}
            className={buttonClass({ variant: 'secondary' }, 'mt-6')}
          >
            {t('more')}
          </Link>
        )}
      </div>
    </ClientMessages>
  );
}
