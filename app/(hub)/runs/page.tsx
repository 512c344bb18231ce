import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { RunList } from '@/components/runs/run-list';
import { RunSearch, type RunQuery } from '@/components/runs/run-search';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/errors';
import { listRuns } from '@/lib/runs';
import { listTools } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs');
  return { title: t('title') };
}

function address(query: RunQuery, cursor?: string): string {
  const search = new URLSearchParams();
  if (query.q) search.set('q', query.q);
  if (query.toolId) search.set('toolId', query.toolId);
  if (query.favourite) search.set('favourite', 'true');
  if (cursor) search.set('cursor', cursor);
  return search.size > 0 ? `/runs?${search.toString()}` : '/runs';
}

async function Nothing({ filtered }: { filtered: boolean }) {
  const t = await getTranslations(filtered ? 'runs.noMatch' : 'runs.empty');
  return (
    <EmptyState title={t('title')} action={<LinkButton href={filtered ? '/runs' : '/'}>{t('action')}</LinkButton>}>
      {t('body')}
    </EmptyState>
  );
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, params, { ctx }] = await Promise.all([getTranslations('runs'), searchParams, requireSignedIn('/runs')]);
  const query: RunQuery = {
    q: one(params, 'q')?.slice(0, 200),
    toolId: one(params, 'toolId'),
    favourite: one(params, 'favourite') === 'true' || undefined,
  };
  const cursor = one(params, 'cursor');
  const [{ items: tools }, { items, nextCursor }] = await Promise.all([
    listTools({ ctx }),
    listRuns({ ctx, input: { ...query, cursor } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid_input') return listRuns({ ctx, input: query });
      throw error;
    }),
  ]);
  const filtered = Boolean(query.q || query.toolId || query.favourite);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {(items.length > 0 || filtered) && <RunSearch query={query} tools={tools} />}
      {items.length === 0 ? (
        <Nothing filtered={filtered} />
      ) : (
        <RunList runs={items} toolNames={Object.fromEntries(tools.map((tool) => [tool.id, tool.name]))} />
      )}
      {(cursor || nextCursor) && (
        <nav aria-label={t('pages')} className="mt-6 flex flex-wrap justify-center gap-3">
          {cursor && (
            <LinkButton href={address(query)} variant="quiet">
              {t('newest')}
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={address(query, nextCursor)} variant="secondary">
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
