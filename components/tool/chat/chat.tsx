'use client';

import { LoaderCircle, MessageSquarePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, type RefObject } from 'react';
import { Skeleton } from '@/components/ui';
import { buttonClass } from '@/components/ui/button';
import { Examples } from '../examples';
import { ResultFailure } from '../result-failure';
import { isLost } from '../run-state';
import { PayingAd, usePayingAd } from '../use-paying-ad';
import { withExample } from '../values';
import { Composer } from './composer';
import { Answered, Said, TurnView } from './turn-view';
import { useTalk, type Talk, type TalkProps } from './use-talk';

/** Nearer to the end than this, whoever reads wants to follow. */
const NEAR_PX = 240;

/** How far below the window the conversation ends; what stands under it on the page does not count. */
function below(section: HTMLElement): number {
  const form = section.querySelector('form');
  // On a phone the navigation stands under the composer.
  const foot = form ? Number.parseFloat(getComputedStyle(form).bottom) || 0 : 0;
  return section.getBoundingClientRect().bottom - (window.innerHeight - foot);
}

/** Keeps the end of a growing conversation in view, for those who are at it. */
function useFollowing(section: RefObject<HTMLElement | null>, grows: string, turns: number): void {
  const before = useRef(0);
  useEffect(() => {
    const own = section.current;
    const jumped = before.current !== turns;
    before.current = turns;
    if (!own || turns === 0) return;
    const far = below(own);
    if (far > 0 && (jumped || far < NEAR_PX)) window.scrollBy?.({ top: far });
  }, [section, grows, turns]);
}

/** The turn that is being answered, or the one nothing came of. */
function LiveTurn({ talk, signInHref }: { talk: Talk; signInHref: string }) {
  const t = useTranslations('chat');
  const { bench, turns, asked } = talk;
  const { state } = bench.run;
  const live = state.phase === 'starting' || state.phase === 'streaming';
  const ended = state.run !== null && turns.some(({ id }) => id === state.run?.id);
  const failed = ['failed', 'cancelled', 'refused'].includes(state.phase) && !ended;
  if (!live && !failed && state.phase !== 'needsCredits') return null;
  const said = state.runId === null ? '' : asked;
  return (
    <li className="grid gap-4">
      {said !== '' && <Said text={said} />}
      {live && state.text === '' && (
        <div className="grid gap-3">
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      )}
      {live && state.text !== '' && <Answered text={state.text} live />}
      <ResultFailure
        state={state}
        signInHref={signInHref}
        onRetry={() => {
          if (isLost(state)) return bench.run.resume();
          // What was asked is no longer in the form once its run had begun.
          if (talk.message === '' && said !== '') talk.type(said);
          else bench.press({ fresh: false });
        }}
      />
      <p aria-hidden className="flex min-h-6 items-center gap-2 text-sm text-muted">
        {live && <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" />}
        {live && (state.reconnecting ? t('reconnecting') : state.text === '' ? t('thinking') : t('writing'))}
      </p>
    </li>
  );
}

function Beginning({ props, talk }: { props: TalkProps; talk: Talk }) {
  const t = useTranslations('chat');
  const { bench } = talk;
  return (
    <div className="grid content-end gap-4 py-6 sm:py-10">
      <div className="grid gap-1.5">
        <p className="font-display text-2xl font-bold tracking-tight sm:text-3xl">{t('beginTitle')}</p>
        <p className="max-w-xl text-muted">{t('begin')}</p>
      </div>
      <Examples
        examples={props.tool.examples}
        onPick={(example) => bench.change(withExample(bench.draft.values, example))}
      />
    </div>
  );
}

function NewChat({ live, onNew }: { live: boolean; onNew(): void }) {
  const t = useTranslations('chat');
  return (
    <a
      href="/tool/chat?new=1"
      className={buttonClass({ variant: 'secondary' })}
      onClick={(event) => {
        // An answer on its way goes on by itself; this page lets go of it by being loaded anew.
        if (live) return;
        event.preventDefault();
        onNew();
      }}
    >
      <MessageSquarePlus aria-hidden className="size-4" />
      {t('new')}
    </a>
  );
}

/** A conversation: turns above, the next message at the foot of the window. */
export function Chat(props: TalkProps) {
  const t = useTranslations('chat');
  const form = useRef<HTMLFormElement>(null);
  const talk = useTalk(props, form);
  const { bench, turns } = talk;
  const { state } = bench.run;
  const live = state.phase === 'starting' || state.phase === 'streaming';
  const watching = state.phase === 'watchingAd' || state.phase === 'claiming';
  const { before } = props.conversation;
  usePayingAd(bench.plan);
  const section = useRef<HTMLElement>(null);
  useFollowing(section, state.text, turns.length + (live ? 1 : 0));
  const status = live ? (state.text === '' ? t('thinking') : t('writing')) : state.phase === 'done' ? t('done') : '';
  return (
    <section ref={section} aria-label={t('label')} className={`kind-${props.tool.kind} mx-auto grid max-w-3xl`}>
      {(turns.length > 0 || live) && (
        <div className="mb-4 flex items-center justify-between gap-3">
          {before ? (
            <a href={`/tool/chat?run=${before}`} className={buttonClass({ variant: 'quiet' })}>
              {t('earlier')}
            </a>
          ) : (
            <span />
          )}
          <NewChat live={live} onNew={talk.startOver} />
        </div>
      )}
      {turns.length === 0 && !live && !talk.branch && <Beginning props={props} talk={talk} />}
      <ol aria-label={t('turns')} className="grid gap-7 pb-6">
        {turns.map((run, index) => (
          <TurnView
            key={run.id}
            run={run}
            last={index === turns.length - 1}
            locked={live}
            own={run.toolId === props.tool.id}
            onEdit={talk.edit}
            onRegenerate={talk.regenerate}
          />
        ))}
        <LiveTurn talk={talk} signInHref={`/sign-in?next=${encodeURIComponent('/tool/chat')}`} />
      </ol>
      <p role="status" className="sr-only">
        {status}
      </p>
      {watching && <PayingAd props={props} bench={bench} />}
      <Composer {...props} formRef={form} talk={talk} live={live} />
    </section>
  );
}
