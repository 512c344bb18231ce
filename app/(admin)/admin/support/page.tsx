import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { ReportFilters, reportsAddress } from '@/components/admin/support/report-filters';
import { ReportList } from '@/components/admin/support/report-list';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { countOpenProblems, listProblems } from '@/lib/support';
import { problemListQuerySchema } from '@/lib/support/schema';
import { listTools } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminSupport');
  return { title: t('title') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([
    getTranslations('adminSupport'),
    searchParams,
    requireSignedIn('/admin/support'),
  ]);
  // What an address holds that no list knows counts for nothing.
  const wanted = Object.fromEntries(['status', 'reason', 'q', 'cursor'].map((name) => [name, one(query, name)]));
  const { cursor, ...filters } = problemListQuerySchema.safeParse(wanted).data ?? {};
  const [{ items, nextCursor }, open, { items: tools }] = await Promise.all([
    listProblems({ ctx, input: { ...filters, cursor } }).catch(() => listProblems({ ctx, input: filters })),
    countOpenProblems({ ctx }),
    listTools({ ctx }),
  ]);
  const filtered = Boolean(filters.status ?? filters.reason ?? filters.q);
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={<Badge tone={open > 0 ? 'accent' : 'neutral'}>{t('openCount', { count: open })}</Badge>}
      />
      <ReportFilters query={filters} />
      {items.length === 0 ? (
        <EmptyState title={t('empty.title')}>{t(filtered ? 'empty.noMatch' : 'empty.body')}</EmptyState>
      ) : (
        <ReportList items={items} toolNames={Object.fromEntries(tools.map(({ id, name }) => [id, name]))} />
      )}
      {(cursor || nextCursor) && (
        <nav aria-label={t('title')} className="mt-6 flex flex-wrap justify-center gap-3">
          {cursor && (
            <LinkButton href={reportsAddress(filters)} variant="quiet">
              {t('newest')}
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={reportsAddress(filters, nextCursor)} variant="secondary">
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </div>
  );
}
