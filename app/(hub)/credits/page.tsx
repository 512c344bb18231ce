import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { Balance } from '@/components/credits/balance';
import { Lots } from '@/components/credits/lots';
import { Statement } from '@/components/credits/statement';
import { PageHeader } from '@/components/ui/page-header';
import { getCredits, listStatement } from '@/lib/credits';
import { AppError } from '@/lib/errors';

const PER_PAGE = 25;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('credits');
  return { title: t('title') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([
    getTranslations('credits'),
    searchParams,
    requireSignedIn('/credits'),
  ]);
  const cursor = one(query, 'cursor');
  const [credits, statement] = await Promise.all([
    getCredits({ ctx, input: {} }),
    // A cursor that somebody shortened shows the newest page.
    listStatement({ ctx, input: { cursor, limit: PER_PAGE } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid_input')
        return listStatement({ ctx, input: { limit: PER_PAGE } });
      throw error;
    }),
  ]);
  const { items, nextCursor } = statement;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid gap-6">
        <Balance credits={credits} />
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_1.7fr]">
          <Lots lots={credits.lots} />
          <Statement
            entries={items}
            newerHref={cursor ? '/credits' : null}
            olderHref={nextCursor ? `/credits?cursor=${encodeURIComponent(nextCursor)}` : null}
          />
        </div>
      </div>
    </>
  );
}
