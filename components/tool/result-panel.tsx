'use client';

import { CircleStop, LoaderCircle, MessagesSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { Button, Card, LinkButton } from '@/components/ui';
import { isAnswered } from './chat/turn';
import { ResultActions } from './result-actions';
import { ResultBadges } from './result-badges';
import { ResultEmpty } from './result-empty';
import { ResultFailure } from './result-failure';
import { ResultOutput } from './result-output';
import { Receipt } from './receipt';
import type { RunPhase, RunState } from './run-state';
import type { ToolPageTool, ToolValues } from './types';

export interface ResultPanelProps {
  tool: ToolPageTool;
  state: RunState;
  /** What the run on screen was asked with; reserves the room of a picture. */
  requested: ToolValues | null;
  /** What asking anew would cost. */
  price: number;
  /** Asking the same again gives the kept answer for nothing. */
  repeatFree: boolean;
  signInHref: string;
  onStop(): void;
  onAgain(): void;
  onRegenerate(): void;
}

const WORKING = { text: 'writing', image: 'drawing', audio: 'sounding', video: 'filming' } as const;

/** What a screen reader hears: how it goes, never the tokens themselves. */
function useAnnouncement({ state, tool }: ResultPanelProps): string {
  const t = useTranslations('tool.result');
  if (state.reconnecting) return t('reconnecting');
  if (state.stopping) return t('stopping');
  switch (state.phase) {
    case 'starting':
      return t('asking');
    case 'streaming':
      return t(WORKING[tool.kind]);
    case 'done':
      return state.text.trim() === ''
        ? t('doneFiles', { kind: tool.kind, count: state.files.length })
        : t('doneText', { words: state.text.trim().split(/\s+/).length });
    case 'cancelled':
      return t('stopped');
    default:
      return '';
  }
}

/** A text is seldom finished at once: the next word about it is said in a conversation. */
function GoOn({ runId }: { runId: string }) {
  const t = useTranslations('tool.result');
  return (
    <LinkButton href={`/tool/chat?run=${runId}`} variant="quiet" className="justify-self-start text-kind-ink!">
      <MessagesSquare aria-hidden className="size-4.5" />
      {t('goOn')}
    </LinkButton>
  );
}

/** The right side of the workbench: nothing yet, what is arriving, or what arrived with its receipt. */
export function ResultPanel({
  headingRef,
  ...props
}: ResultPanelProps & { headingRef: RefObject<HTMLHeadingElement | null> }) {
  const { tool, state } = props;
  const t = useTranslations('tool.result');
  const live = state.phase === 'starting' || state.phase === 'streaming';
  const bare = state.run === null && state.text === '' && state.files.length === 0;
  const idle = bare && (['idle', 'needsCredits', 'watchingAd', 'claiming'] as RunPhase[]).includes(state.phase);
  const announcement = useAnnouncement(props);
  return (
    <section aria-labelledby="result-title" aria-busy={live} className="scroll-mt-24">
      <Card className="grid gap-4">
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-3">
          <h2 id="result-title" ref={headingRef} tabIndex={-1} className="scroll-mt-24 text-lg outline-none">
            {t('title')}
          </h2>
          {live && (
            <span className="flex items-center gap-3">
              <span aria-hidden className="flex items-center gap-2 text-sm text-muted">
                <LoaderCircle className="size-4 animate-spin" />
                {announcement}
              </span>
              <Button variant="secondary" onClick={props.onStop} disabled={state.stopping || state.runId === null}>
                <CircleStop aria-hidden className="size-4" />
                {t('stop')}
              </Button>
            </span>
          )}
          {!live && state.run && <ResultBadges run={state.run} />}
        </div>
        <p role="status" className="sr-only">
          {announcement}
        </p>
        {idle ? <ResultEmpty tool={tool} /> : <ResultOutput tool={tool} state={state} requested={props.requested} />}
        <ResultFailure state={state} signInHref={props.signInHref} onRetry={props.onAgain} />
        {state.run && !live && <ResultActions {...props} run={state.run} />}
        {state.run && !live && isAnswered(state.run) && tool.kind === 'text' && <GoOn runId={state.run.id} />}
        {state.run && !live && <Receipt run={state.run} />}
      </Card>
    </section>
  );
}
