import { RotateCw } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { goOnBatch, removeBatch, stopBatch } from '@/app/actions/batches';
import { BatchActions } from '@/components/batches/batch-actions';
import { BatchBadge } from '@/components/batches/batch-badge';
import { BatchFacts } from '@/components/batches/batch-facts';
import { BatchRows } from '@/components/batches/batch-rows';
import type { BatchRowStatus, BatchView } from '@/components/batches/types';
import { Alert } from '@/components/ui/alert';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { LinkTabs } from '@/components/ui/tabs';
import { getBatch, listRows } from '@/lib/batches';
import { AppError } from '@/lib/errors';
import { listTools } from '@/lib/tools';
import { FollowIsland } from './follow-island';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

const STATES: readonly BatchRowStatus[] = ['succeeded', 'running', 'waiting', 'failed', 'cancelled'];

const find = cache(async (id: string) => {
  const { ctx } = await requireSignedIn(`/batches/${id}`);
  const batch = await getBatch({ ctx, input: { id } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { ctx, batch };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('batches');
  const found = await params.then(({ id }) => find(id)).catch(() => null);
  return { title: found?.batch.name ?? t('title') };
}

/** Why it stands still, or why it could not go on. */
async function Word({ batch, refused }: { batch: BatchView; refused: string | undefined }) {
  const t = await getTranslations('batches');
  const known = refused === 'insufficient_credits' || refused === 'conflict' ? refused : 'other';
  return (
    <>
      {refused && (
        <Alert tone="bad" role="alert" title={t(`refused.${known}`)}>
          {known === 'insufficient_credits' && (
            <Link href="/earn" className="font-semibold text-accent-strong underline">
              /earn
            </Link>
          )}
        </Alert>
      )}
      {batch.reason && (
        <Alert tone="warn" title={t('status.paused')}>
          {t(`paused.${batch.reason}`)}
        </Alert>
      )}
    </>
  );
}

async function Rows({ batch, query }: { batch: BatchView; query: Awaited<Query> }) {
  const [t, { ctx }] = await Promise.all([getTranslations('batches'), find(batch.id)]);
  const wanted = one(query, 'status');
  const status = STATES.find((state) => state === wanted);
  const cursor = one(query, 'cursor');
  const isCursor = cursor !== undefined && /^\d{1,9}$/.test(cursor);
  const { items, nextCursor } = await listRows({
    ctx,
    input: { id: batch.id, ...(status ? { status } : {}), ...(isCursor ? { cursor } : {}) },
  });
  const address = (state?: string, after?: string) => {
    const search = new URLSearchParams({ ...(state ? { status: state } : {}), ...(after ? { cursor: after } : {}) });
    return `/batches/${batch.id}${search.size > 0 ? `?${search.toString()}` : ''}`;
  };
  const tabs = [
    { href: address(), label: t('one.all'), current: status === undefined },
    ...STATES.filter((state) => batch.rows[state] > 0 || state === status).map((state) => ({
      href: address(state),
      label: `${t(`row.${state}`)} · ${batch.rows[state].toLocaleString('en')}`,
      current: state === status,
    })),
  ];
  return (
    <section aria-labelledby="rows-title" className="mt-8">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="rows-title" className="text-xl">
          {t('one.rows')}
        </h2>
        <LinkTabs label={t('one.rows')} tabs={tabs} />
      </div>
      <BatchRows rows={items} />
      {(isCursor || nextCursor) && (
        <nav aria-label={t('one.rows')} className="mt-5 flex flex-wrap justify-center gap-3">
          {isCursor && (
            <LinkButton href={address(status)} variant="quiet">
              {t('one.first')}
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={address(status, nextCursor)} variant="secondary">
              {t('one.next')}
            </LinkButton>
          )}
        </nav>
      )}
    </section>
  );
}

export default async function Page({ params, searchParams }: Props) {
  const [t, { id }, query] = await Promise.all([getTranslations('batches'), params, searchParams]);
  const { ctx, batch } = await find(id);
  const { items: tools } = await listTools({ ctx });
  const tool = tools.find((one) => one.id === batch.toolId);
  const going = batch.status === 'running' || batch.rows.running > 0;
  return (
    <article className={`kind-${tool?.kind ?? 'text'}`}>
      <BackLink href="/batches">{t('one.back')}</BackLink>
      <header className="mt-1 mb-6 grid gap-3">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/tool/${batch.toolId}`} className="font-semibold text-kind-ink hover:underline">
            {tool?.name ?? batch.toolId}
          </Link>
          <BatchBadge status={batch.status} />
        </p>
        <h1 className="line-clamp-2 text-2xl wrap-anywhere sm:text-3xl">{batch.name}</h1>
        <BatchActions batch={batch} stop={stopBatch} goOn={goOnBatch} remove={removeBatch} />
      </header>
      <div className="grid gap-4">
        <Word batch={batch} refused={one(query, 'refused')} />
        <BatchFacts batch={batch} />
        {going && (
          <noscript>
            <LinkButton href={`/batches/${batch.id}`} variant="secondary">
              <RotateCw aria-hidden className="size-4.5" />
              {t('one.refresh')}
            </LinkButton>
          </noscript>
        )}
      </div>
      <Rows batch={batch} query={query} />
      {going && <FollowIsland />}
    </article>
  );
}
