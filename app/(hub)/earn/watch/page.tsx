import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AdPage } from '@/app/_shell/ad-page';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { timeText } from '@/components/ads/player/time-text';
import { placeOfAd } from '@/components/earn/place-of-ad';
import { adKindIn, formBehind, wayToAd } from '@/components/earn/way-to-ad';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert, BackLink, LinkButton, PageHeader } from '@/components/ui';
import { adStatus } from '@/lib/ads';
import type { AdStatus, BonusOffer } from '@/lib/ads/types';
import { secondsUntil } from '../facts';
import { ClosedIsland } from './closed-island';
import { OnceOpen } from './once-open';
import { PlainWatch } from './plain-watch';
import { plainSession } from './plain-progress';
import { waitingRun, type WaitingRun } from './waiting-run';
import { WatchIsland } from './watch-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('player');
  return { title: t('watch.metaTitle') };
}

const toolHref = ({ toolId, draftId }: WaitingRun, run: boolean): string =>
  `/tool/${toolId}?draft=${draftId}${run ? '&run=1' : ''}`;

type Words = Awaited<ReturnType<typeof getTranslations<'player'>>>;

function wayBack(t: Words, waiting: WaitingRun | null, form: string | null): { href: string; text: string } {
  if (waiting) return { href: toolHref(waiting, false), text: t('watch.backToTool') };
  return { href: form ?? '/earn', text: t(form ? 'watch.backToForm' : 'watch.backToEarn') };
}

/** What became of the ad before, where no script could say it. */
function outcomeOf(query: Awaited<Query>, t: Words) {
  const said = (['claimed', 'held'] as const).filter((key) => one(query, key));
  return said.map((key) => (
    <Alert key={key} tone={key === 'held' ? 'warn' : 'good'} className="mb-4">
      {t(`watch.${key}`)}
    </Alert>
  ));
}

const closedFor = (premium: boolean, seconds: number, outcome: ReactNode) => (
  <>
    {outcome}
    <ClientMessages namespaces={['player']}>
      <ClosedIsland premium={premium} seconds={seconds} />
    </ClientMessages>
  </>
);

interface WatchProps {
  query: Awaited<Query>;
  status: AdStatus;
  /** Of the ad under way, else of the one that would be started. */
  rule: BonusOffer;
  bonus: boolean;
  waiting: WaitingRun | null;
}

/** The player; where no script runs, plain forms in its place. */
function Watch({ query, status, rule: { kind, watchSeconds, reward }, bonus, waiting }: WatchProps) {
  const missing = Number(one(query, 'missing'));
  return (
    <>
      <div className="noscript:hidden">
        <ClientMessages namespaces={['player', 'creatives', 'challenge']}>
          <WatchIsland
            {...{ kind, watchSeconds, reward, bonus }}
            count={waiting?.quote?.ad?.count ?? 1}
            thenRun={waiting !== null}
            onwardHref={waiting ? toolHref(waiting, true) : null}
            outside={placeOfAd(status, kind) === 'page'}
          />
        </ClientMessages>
      </div>
      <noscript>
        <PlainWatch
          {...{ kind, reward, ...plainSession(status.session) }}
          draft={waiting?.draftId ?? null}
          missing={missing > 0 ? missing : null}
          refused={one(query, 'error') !== undefined}
        />
      </noscript>
    </>
  );
}

export default async function WatchPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const kind = adKindIn(one(query, 'kind'));
  const draft = one(query, 'draft');
  const form = formBehind(one(query, 'from'));
  const { ctx, actor } = await requireSignedIn(wayToAd(kind, { draft, from: form, bonus: one(query, 'bonus') }));
  const [t, status, waiting] = await Promise.all([
    getTranslations('player'),
    adStatus({ ctx, input: {} }),
    waitingRun(ctx, draft),
  ]);
  const bonus = one(query, 'bonus') === '1' ? status.bonus : null;
  const rule = status.session ?? bonus ?? { kind, ...status.kinds[kind] };
  const capped = status.session === null && status.today.remaining < rule.reward;
  const isPremium = actor.plan === 'premium';
  const isPaid = waiting?.quote ? waiting.quote.available >= waiting.quote.price : false;
  const time = timeText(t, rule.watchSeconds);
  const outcome = outcomeOf(query, t);
  const back = wayBack(t, waiting, form);
  return (
    <div className="mx-auto max-w-3xl">
      <AdPage path="/earn/watch" />
      <BackLink href={back.href}>{back.text}</BackLink>
      <OnceOpen
        closed={(capped || isPremium) && closedFor(isPremium, secondsUntil(ctx, status.today.resetsAt), outcome)}
      >
        <PageHeader
          title={t('watch.title', { reward: rule.reward })}
          lead={waiting ? t('watch.leadRun', { time }) : t('watch.lead', { time })}
        />
        {outcome}
        {isPaid && waiting && (
          <Alert tone="good" title={t('watch.paid')} className="mb-4">
            <LinkButton href={toolHref(waiting, true)}>{t('watch.doneRun')}</LinkButton>
          </Alert>
        )}
        <Watch {...{ query, status, rule, waiting }} bonus={bonus !== null} />
      </OnceOpen>
    </div>
  );
}
