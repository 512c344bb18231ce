'use client';

import { CircleStop, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useReducer } from 'react';
import { LazyRichText } from '@/components/tool/rich-text/lazy-rich-text';
import type { RunClient, RunEvent } from '@/components/tool/run-client';
import { runReducer, underWay, type RunState } from '@/components/tool/run-state';
import type { RunUnderWay } from '@/components/tool/types';
import { Button } from '@/components/ui/button';

export interface LiveOutputProps {
  found: RunUnderWay;
  client: Pick<RunClient, 'follow' | 'cancel'>;
  /** The run has ended, or the way to it was lost: the page is to be made anew. */
  onOver(): void;
}

function useSaying({ reconnecting, stopping, phase }: RunState): string {
  const t = useTranslations('runs.live');
  if (reconnecting) return t('reconnecting');
  if (stopping) return t('stopping');
  return phase === 'streaming' ? t('writing') : '';
}

/** What a run under way has said until now, as it goes on, on whichever device it is looked at. */
export function LiveOutput({ found, client, onOver }: LiveOutputProps) {
  const t = useTranslations('runs');
  const [state, dispatch] = useReducer(runReducer, found.run, underWay);
  const saying = useSaying(state);
  const take = useEffectEvent((event: RunEvent) => {
    dispatch({ type: 'event', event });
    if (event.type === 'lost' || (event.type === 'run' && event.run.status !== 'running')) onOver();
  });
  const follow = useEffectEvent(async (signal: AbortSignal) => {
    for await (const event of client.follow(found.run.id, signal, found.lastId)) {
      if (signal.aborted) return;
      take(event);
    }
  });
  useEffect(() => {
    const controller = new AbortController();
    void follow(controller.signal).catch(() => undefined);
    return () => controller.abort();
  }, [found.run.id]);
  const stop = () => {
    dispatch({ type: 'stop' });
    void client.cancel(found.run.id).then((answer) => {
      if (!answer.ok) dispatch({ type: 'stopFailed' });
    });
  };
  return (
    <div className="grid gap-4" aria-busy={state.phase === 'streaming'}>
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-3">
        <p role="status" className="flex items-center gap-2 text-sm text-muted">
          {saying !== '' && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {saying}
        </p>
        {state.phase === 'streaming' && (
          <Button variant="secondary" onClick={stop} disabled={state.stopping}>
            <CircleStop aria-hidden className="size-4" />
            {t('live.stop')}
          </Button>
        )}
      </div>
      {state.text === '' ? (
        <p className="text-muted">{t('outputComing')}</p>
      ) : (
        <div data-testid="result-text" className="max-w-prose text-[1.0625rem] leading-relaxed">
          <LazyRichText text={state.text} />
        </div>
      )}
    </div>
  );
}
