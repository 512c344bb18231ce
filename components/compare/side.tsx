'use client';

import { ArrowRight, Check, CircleStop, Copy, LoaderCircle, ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useEffectEvent, useReducer } from 'react';
import { RichText } from '@/components/tool/rich-text/rich-text';
import type { RunClient, RunEvent } from '@/components/tool/run-client';
import { IDLE, runReducer, underWay, type RunState } from '@/components/tool/run-state';
import type { RunView } from '@/components/tool/types';
import { useCopy } from '@/components/tool/use-copy';
import { Badge } from '@/components/ui/badge';
import { Button, LinkButton } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';

export interface SideProps {
  run: RunView;
  modelLabel: string;
  /** Where the tool goes on with this model. */
  onward: string;
  client: Pick<RunClient, 'follow' | 'cancel'>;
  /** Best of all in something, once all have ended. */
  medals: readonly ('quickest' | 'cheapest')[];
  onEnd(run: RunView): void;
}

function stateOf(run: RunView): RunState {
  if (run.status === 'running') return underWay(run);
  return runReducer({ ...IDLE, runId: run.id }, { type: 'event', event: { type: 'run', run } });
}

/** Seconds from its beginning to its end. */
export function secondsOf({ createdAt, finishedAt }: RunView): number | null {
  return finishedAt ? (Date.parse(finishedAt) - Date.parse(createdAt)) / 1_000 : null;
}

function useSide({ run, client, onEnd }: SideProps) {
  const [state, dispatch] = useReducer(runReducer, run, stateOf);
  const take = useEffectEvent((event: RunEvent) => {
    dispatch({ type: 'event', event });
    if (event.type === 'run' && event.run.status !== 'running') onEnd(event.run);
  });
  const follow = useEffectEvent(async (signal: AbortSignal) => {
    for await (const event of client.follow(run.id, signal)) {
      if (signal.aborted) return;
      take(event);
    }
  });
  const isRunning = run.status === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const controller = new AbortController();
    // From the beginning: what the page showed is told again, and takes its place.
    dispatch({ type: 'event', event: { type: 'restart' } });
    void follow(controller.signal).catch(() => undefined);
    return () => controller.abort();
  }, [run.id, isRunning]);
  const stop = () => {
    dispatch({ type: 'stop' });
    void client.cancel(run.id).then((answer) => {
      if (!answer.ok) dispatch({ type: 'stopFailed' });
    });
  };
  return { state, stop };
}

function CopyButton({ text }: { text: string }) {
  const t = useTranslations('compare.one');
  const { said, copy } = useCopy(text);
  const copied = said === 'copied';
  return (
    <Button
      variant="secondary"
      className="px-0!"
      aria-label={t(copied ? 'copied' : 'copy')}
      title={t('copy')}
      onClick={copy}
    >
      {copied ? <Check aria-hidden className="size-4.5 text-good" /> : <Copy aria-hidden className="size-4.5" />}
    </Button>
  );
}

function Output({ state, alt }: { state: RunState; alt: string }) {
  const t = useTranslations('compare.one');
  const pictures = state.files.filter(({ mediaType }) => mediaType.startsWith('image/'));
  if (state.text === '' && pictures.length === 0) {
    const ended = state.run !== null && state.run.status !== 'running';
    return ended ? (
      <p className="text-muted">{state.run?.message ?? t('nothing')}</p>
    ) : (
      <div aria-hidden className="grid gap-2.5 pt-1">
        {['w-11/12', 'w-full', 'w-4/5', 'w-2/3'].map((width) => (
          <span key={width} className={`h-3.5 animate-pulse rounded bg-line/80 ${width}`} />
        ))}
      </div>
    );
  }
  return (
    <>
      {state.text !== '' && <RichText text={state.text} />}
      {pictures.map(({ url }) => (
        <img key={url} src={url} alt={alt} className="h-auto w-full rounded-control border border-line bg-sunken" />
      ))}
      {state.run?.usage?.truncated && <p className="mt-3 text-sm text-muted">{state.run.message}</p>}
      {state.run?.status === 'failed' && <p className="mt-3 text-sm font-medium text-bad">{state.run.message}</p>}
    </>
  );
}

function Medals({ medals }: Pick<SideProps, 'medals'>) {
  const t = useTranslations('compare.one');
  return medals.map((medal) => (
    <Badge key={medal} tone={medal === 'quickest' ? 'kind' : 'coin'}>
      {t(medal)}
    </Badge>
  ));
}

/** Time taken, words and credits on one line. */
function Figures({ state }: { state: RunState }) {
  const t = useTranslations('compare.one');
  const { run } = state;
  const live = run === null || run.status === 'running';
  const seconds = run && secondsOf(run);
  const words = state.text.trim() === '' ? 0 : state.text.trim().split(/\s+/).length;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-muted tabular-nums">
      {seconds !== null && <span>{t('took', { seconds })}</span>}
      {words > 0 && <span>{t('words', { count: words })}</span>}
      {!live && run && (
        <span className="ms-auto inline-flex items-baseline gap-1 text-ink">
          <Coin amount={run.credits.charged} />
        </span>
      )}
    </p>
  );
}

/** One model's answer, as it comes, with what can be done with it. */
export function Side(props: SideProps) {
  const { modelLabel, onward, run: first, medals } = props;
  const t = useTranslations('compare.one');
  const { state, stop } = useSide(props);
  const run = state.run ?? first;
  const live = run.status === 'running';
  const said = state.reconnecting ? t('reconnecting') : state.text === '' ? t('asking') : t('writing');
  return (
    <article
      aria-busy={live}
      aria-label={modelLabel}
      className="flex w-[86vw] max-w-[26rem] shrink-0 snap-center flex-col rounded-card border border-line bg-surface sm:w-[24rem] lg:w-auto lg:max-w-none lg:min-w-0 lg:flex-1"
    >
      <header className="grid gap-1 border-b border-line p-4">
        <div className="flex min-h-7 flex-wrap items-center gap-2">
          <h2 className="me-auto text-lg wrap-anywhere">{modelLabel}</h2>
          <Medals medals={medals} />
        </div>
        {live ? (
          <p className="flex items-center gap-2 text-sm text-muted">
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
            {said}
          </p>
        ) : (
          <Figures state={{ ...state, run }} />
        )}
      </header>
      <div
        tabIndex={0}
        role="region"
        aria-label={modelLabel}
        className="min-h-48 flex-1 overflow-y-auto p-4 leading-relaxed max-lg:max-h-[58dvh]"
      >
        <Output state={{ ...state, run }} alt={modelLabel} />
      </div>
      <footer className="flex flex-wrap gap-2 border-t border-line p-3">
        {live ? (
          <Button variant="secondary" onClick={stop} disabled={state.stopping}>
            <CircleStop aria-hidden className="size-4" />
            {t('stop')}
          </Button>
        ) : (
          <>
            {run.status === 'succeeded' && (
              <LinkButton href={onward} className="min-w-0 flex-1 px-2.5! whitespace-normal!">
                {t('goOn')}
                <ArrowRight aria-hidden className="size-4 max-sm:hidden rtl:-scale-x-100" />
              </LinkButton>
            )}
            {state.text !== '' && <CopyButton text={state.text} />}
            <Link
              href={`/runs/${run.id}`}
              aria-label={t('receipt')}
              title={t('receipt')}
              className="inline-grid place-items-center rounded-control border border-line tap hover:border-edge"
            >
              <ReceiptText aria-hidden className="size-4.5" />
            </Link>
          </>
        )}
      </footer>
    </article>
  );
}
