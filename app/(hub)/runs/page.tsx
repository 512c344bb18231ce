import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { removeRuns, saveNote, setFavourite } from '@/app/actions/runs';
import { RunExport } from '@/components/runs/run-export';
import { RunList } from '@/components/runs/run-list';
import { filtersIn, queryString, type RunQuery } from '@/components/runs/run-query';
import { RunSearch } from '@/components/runs/run-search';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { countTurns, listRuns } from '@/lib/runs';
import { listTools } from '@/lib/tools';
import { queryOf } from './query';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs');
  return { title: t('title') };
}

async function Nothing({ isFiltered, goesOn }: { isFiltered: boolean; goesOn: boolean }) {
  const t = await getTranslations('runs');
  // A search that has looked through much goes on with the next page.
  if (goesOn) return <EmptyState title={t('partly.title')}>{t('partly.body')}</EmptyState>;
  const words = isFiltered ? 'noMatch' : 'empty';
  return (
    <EmptyState
      title={t(`${words}.title`)}
      action={<LinkButton href={isFiltered ? '/runs' : '/'}>{t(`${words}.action`)}</LinkButton>}
    >
      {t(`${words}.body`)}
    </EmptyState>
  );
}

async function Pages({ query, cursor, nextCursor }: { query: RunQuery; cursor?: string; nextCursor: string | null }) {
  const t = await getTranslations('runs');
  if (!cursor && !nextCursor) return null;
  return (
    <nav aria-label={t('pages')} className="mt-6 flex flex-wrap justify-center gap-3">
      {cursor && (
        <LinkButton href={`/runs${queryString(query)}`} variant="quiet">
          {t('newest')}
        </LinkButton>
      )}
      {nextCursor && (
        <LinkButton href={`/runs${queryString(query, { cursor: nextCursor })}`} variant="secondary">
          {t('older')}
        </LinkButton>
      )}
    </nav>
  );
}

/** A page of the history; the first one where the address has a cursor that is none. */
async function pageOf(ctx: Ctx, query: RunQuery, cursor: string | undefined) {
  const filter = { ...query, latestTurns: query.conversationId === undefined };
  const page = await listRuns({ ctx, input: { ...filter, cursor } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'invalid_input') return listRuns({ ctx, input: filter });
    throw error;
  });
  const conversationIds = page.items.flatMap((run) => run.conversationId ?? []);
  return { ...page, turns: await countTurns({ ctx, input: { conversationIds } }) };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, tabs, params, { ctx }] = await Promise.all([
    getTranslations('runs'),
    getTranslations('batches.tabs'),
    searchParams,
    requireSignedIn('/runs'),
  ]);
  const query = queryOf(params);
  const cursor = one(params, 'cursor');
  const [{ items: tools }, { items, nextCursor, turns }] = await Promise.all([
    listTools({ ctx }),
    pageOf(ctx, query, cursor),
  ]);
  const isFiltered = Boolean(query.q) || filtersIn(query) > 0;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <LinkTabs
        label={tabs('label')}
        className="mb-5"
        tabs={[
          { href: '/runs', label: tabs('runs'), current: true },
          { href: '/batches', label: tabs('batches'), current: false },
        ]}
      />
      {(items.length > 0 || isFiltered) && <RunSearch query={query} tools={tools} />}
      {items.length === 0 ? (
        <Nothing isFiltered={isFiltered} goesOn={nextCursor !== null} />
      ) : (
        <RunList
          runs={items}
          toolNames={Object.fromEntries(tools.map((tool) => [tool.id, tool.name]))}
          turns={turns}
          today={ctx.clock.now().toISOString().slice(0, 10)}
          setFavourite={setFavourite}
          saveNote={saveNote}
          removeAll={removeRuns}
        />
      )}
      <Pages query={query} cursor={cursor} nextCursor={nextCursor} />
      {items.length > 0 && (
        <div className="mt-8 border-t border-line pt-3">
          <RunExport query={query} />
        </div>
      )}
    </>
  );
}
