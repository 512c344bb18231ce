import { CheckCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { readAllNotices } from '@/app/actions/support';
import { NoticeList } from '@/components/notices/notice-list';
import { Button, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/errors';
import { listNotices } from '@/lib/notices';
import { listTools } from '@/lib/tools';
import { SeenIsland } from './seen-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notices');
  return { title: t('title') };
}

async function Nothing() {
  const t = await getTranslations('notices.empty');
  return (
    <EmptyState title={t('title')} action={<LinkButton href="/">{t('action')}</LinkButton>}>
      {t('body')}
    </EmptyState>
  );
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([
    getTranslations('notices'),
    searchParams,
    requireSignedIn('/notices'),
  ]);
  const cursor = one(query, 'cursor');
  const [{ items: tools }, { items, nextCursor, unread }] = await Promise.all([
    listTools({ ctx }),
    listNotices({ ctx, input: { cursor } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid_input') return listNotices({ ctx, input: {} });
      throw error;
    }),
  ]);
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          unread > 0 && (
            <form action={readAllNotices}>
              <Button type="submit" variant="secondary">
                <CheckCheck aria-hidden className="size-4.5" />
                {t('readAll')}
              </Button>
            </form>
          )
        }
      />
      {items.length === 0 ? (
        <Nothing />
      ) : (
        <NoticeList items={items} toolNames={Object.fromEntries(tools.map(({ id, name }) => [id, name]))} />
      )}
      <SeenIsland ids={items.filter(({ readAt }) => readAt === null).map(({ id }) => id)} />
      {(cursor || nextCursor) && (
        <nav aria-label={t('title')} className="mt-6 flex flex-wrap justify-center gap-3">
          {cursor && (
            <LinkButton href="/notices" variant="quiet">
              {t('newest')}
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={`/notices?cursor=${nextCursor}`} variant="secondary">
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </div>
  );
}
