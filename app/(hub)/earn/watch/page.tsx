import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { formBehind, wayToAd } from '@/components/earn/way-to-ad';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert, EmptyState, LinkButton, PageHeader } from '@/components/ui';
import { watchTimeParts } from '@/lib/format';
import { adStatus } from '@/lib/ads';
import { PlainWatch } from './plain-watch';
import { plainProgress } from './plain-progress';
import { waitingRun, type WaitingRun } from './waiting-run';
import { WatchIsland } from './watch-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('player');
  return { title: t('watch.metaTitle') };
}

const KINDS = ['text', 'image', 'video'] as const;

function kindOf(value: string | undefined): (typeof KINDS)[number] {
  return KINDS.find((kind) => kind === value) ?? 'text';
}

const toolHref = ({ toolId, draftId }: WaitingRun, run: boolean): string =>
  `/tool/${toolId}?draft=${draftId}${run ? '&run=1' : ''}`;

function timeText(t: Awaited<ReturnType<typeof getTranslations<'player'>>>, seconds: number): string {
  const { unit, count } = watchTimeParts(seconds);
  return unit === 'minute' ? t('minutes', { count }) : t('seconds', { count });
}

function BackLink({ href, text }: { href: string; text: string }) {
  return (
    <Link
      href={href}
      className="-ms-1 inline-flex items-center gap-1.5 px-1 text-sm font-semibold text-muted tap hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
      {text}
    </Link>
  );
}

export default async function WatchPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const kind = kindOf(one(query, 'kind'));
  const draft = one(query, 'draft');
  const form = formBehind(one(query, 'from'));
  const plain = `/earn/watch?kind=${kind}${draft ? `&draft=${encodeURIComponent(draft)}` : ''}`;
  const here = form ? wayToAd(kind, form) : plain;
  const { ctx, actor } = await requireSignedIn(here);
  const [t, status, waiting] = await Promise.all([
    getTranslations('player'),
    adStatus({ ctx, input: {} }),
    waitingRun(ctx, draft),
  ]);
  const rule = status.session ?? { kind, ...status.kinds[kind] };
  const capped = status.session === null && status.today.remaining < rule.reward;
  const paid = waiting?.quote ? waiting.quote.available >= waiting.quote.price : false;
  const time = timeText(t, rule.watchSeconds);
  const back = waiting
    ? { href: toolHref(waiting, false), text: t('watch.backToTool') }
    : { href: form ?? '/earn', text: t(form ? 'watch.backToForm' : 'watch.backToEarn') };
  const missing = Number(one(query, 'missing'));
  return (
    <div className="mx-auto max-w-3xl">
      <BackLink {...back} />
      {capped || actor.plan === 'premium' ? (
        <EmptyState title={t('watch.none')} action={<LinkButton href="/earn">{t('watch.backToEarn')}</LinkButton>}>
          {capped ? t('watch.noneCap') : t('watch.noneOther')}
        </EmptyState>
      ) : (
        <>
          <PageHeader
            title={t('watch.title', { reward: rule.reward })}
            lead={waiting ? t('watch.leadRun', { time }) : t('watch.lead', { time })}
          />
          {one(query, 'claimed') && <Alert tone="good">{t('watch.claimed')}</Alert>}
          {paid && waiting && (
            <Alert tone="good" title={t('watch.paid')} className="mb-4">
              <LinkButton href={toolHref(waiting, true)}>{t('watch.doneRun')}</LinkButton>
            </Alert>
          )}
          <div className="noscript:hidden">
            <ClientMessages namespaces={['player', 'creatives']}>
              <WatchIsland
                kind={rule.kind}
                reward={rule.reward}
                watchSeconds={rule.watchSeconds}
                count={waiting?.quote?.ad?.count ?? 1}
                thenRun={waiting !== null}
                onwardHref={waiting ? toolHref(waiting, true) : null}
              />
            </ClientMessages>
          </div>
          <noscript>
            <PlainWatch
              kind={rule.kind}
              draft={waiting?.draftId ?? null}
              reward={rule.reward}
              progress={plainProgress(status.session)}
              view={status.session?.views.at(-1) ?? null}
              missing={missing > 0 ? missing : null}
              refused={one(query, 'error') !== undefined}
            />
          </noscript>
        </>
      )}
    </div>
  );
}
