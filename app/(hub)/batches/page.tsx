import { Plus, Rows3 } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { BatchList } from '@/components/batches/batch-list';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { listBatches } from '@/lib/batches';
import { AppError } from '@/lib/errors';
import { listTools } from '@/lib/tools';
import { FollowIsland } from './[id]/follow-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches');
  return { title: t('title') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, params, { ctx }] = await Promise.all([
    getTranslations('batches'),
    searchParams,
    requireSignedIn('/batches'),
  ]);
  const cursor = one(params, 'cursor');
  const [{ items: tools }, { items, nextCursor }] = await Promise.all([
    listTools({ ctx }),
    listBatches({ ctx, input: cursor ? { cursor } : {} }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid_input') return listBatches({ ctx, input: {} });
      throw error;
    }),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          items.length > 0 && (
            <LinkButton href="/batches/new">
              <Plus aria-hidden className="size-4.5" />
              {t('new')}
            </LinkButton>
          )
        }
      />
      <LinkTabs
        label={t('tabs.label')}
        className="mb-6"
        tabs={[
          { href: '/runs', label: t('tabs.runs'), current: false },
          { href: '/batches', label: t('tabs.batches'), current: true },
        ]}
      />
      {items.length === 0 ? (
        <EmptyState
          art={
            <span className="grid size-16 place-items-center rounded-card bg-accent-soft text-accent-strong">
              <Rows3 aria-hidden className="size-8" />
            </span>
          }
          title={t('empty.title')}
          action={<LinkButton href="/batches/new">{t('empty.action')}</LinkButton>}
        >
          {t('empty.body')}
        </EmptyState>
      ) : (
        <BatchList batches={items} tools={tools} />
      )}
      {items.some(({ status }) => status === 'running') && <FollowIsland />}
      {(cursor || nextCursor) && (
        <nav aria-label={t('pages')} className="mt-6 flex flex-wrap justify-center gap-3">
          {cursor && (
            <LinkButton href="/batches" variant="quiet">
              {t('newest')}
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={`/batches?cursor=${nextCursor}`} variant="secondary">
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
