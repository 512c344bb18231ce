import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { Balance } from '@/components/credits/balance';
import { Expiring } from '@/components/credits/expiring';
import { Lots } from '@/components/credits/lots';
import { Statement } from '@/components/credits/statement';
import { monthsSince, statementAddress, statementView, timeOf } from '@/components/credits/statement-address';
import { PageHeader } from '@/components/ui/page-header';
import { getCredits, listStatement } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { subjectsOf } from './subjects';

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
  const view = statementView(one(query, 'kind'), one(query, 'month'));
  const asked = { kind: view.kind, ...timeOf(view), limit: PER_PAGE };
  const [credits, { items, nextCursor, since }] = await Promise.all([
    getCredits({ ctx, input: {} }),
    // A cursor that somebody shortened shows the newest page.
    listStatement({ ctx, input: { ...asked, cursor } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid_input') return listStatement({ ctx, input: asked });
      throw error;
    }),
  ]);
  const subjects = await subjectsOf(
    ctx,
    items.map((entry) => entry.ref),
  );
  const now = ctx.clock.now();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid grid-cols-1 gap-6">
        <Balance credits={credits} />
        <Expiring lots={credits.lots} now={now} />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[1fr_1.9fr]">
          <Lots lots={credits.lots} now={now} />
          <Statement
            entries={items}
            subjects={subjects}
            view={view}
            months={since || view.month ? monthsSince(since, now, view.month) : []}
            newerHref={cursor ? statementAddress(view) : null}
            olderHref={nextCursor ? statementAddress(view, nextCursor) : null}
          />
        </div>
      </div>
    </>
  );
}
