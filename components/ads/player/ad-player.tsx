'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { Badge, Card, Progress } from '@/components/ui';
import { PlayerControls } from './player-controls';
import { PlayerFailure } from './player-failure';
import { PlayerStage } from './player-stage';
import type { Creative } from '@/lib/ads/types';
import type { AdClient, AdKind, PlayerState } from './types';
import { useAdEngine } from './use-ad-engine';
import { useAnnouncement, useTimeText } from './use-announcement';

/** Draws a creative at a moment of its time. */
export type DrawCreative = (moment: {
  creative: Creative;
  positionSeconds: number;
  seconds: number;
  playing: boolean;
}) => ReactNode;

export interface AdPlayerProps {
  client: AdClient;
  kind: AdKind;
  /** Shown until the session says its own. */
  reward: number;
  watchSeconds: number;
  /** True right after the user's click on "watch": that click opens the first view. */
  autoplay: boolean;
  /** Which ad of how many. */
  number?: number;
  total?: number;
  /** A run starts when the ads are over. */
  thenRun: boolean;
  draw: DrawCreative;
  onClaimed(claim: { reward: number; available: number }): void;
  onCancel?(): void;
  className?: string;
}

function Heading({
  number = 1,
  total = 1,
  thenRun,
  state,
  reward,
  watchSeconds,
}: AdPlayerProps & { state: PlayerState }) {
  const t = useTranslations('player');
  const time = useTimeText();
  const about = { reward: state.session?.reward ?? reward, time: time(state.session?.watchSeconds ?? watchSeconds) };
  const parts = state.session?.views.length ?? 1;
  return (
    <>
      <h2 className="text-lg">{thenRun ? t('titleThenRun', about) : t('title', about)}</h2>
      <span className="flex flex-wrap gap-1.5">
        {total > 1 && <Badge tone="coin">{t('adsLeft', { number, total })}</Badge>}
        {parts > 1 && <Badge>{t('part', { number: state.viewIndex + 1, total: parts })}</Badge>}
      </span>
    </>
  );
}

/**
 * Plays one rewarded ad, from the session to the claim. Its time runs only while the page is visible; what is shown as
 * watched is what the server has counted.
 */
export function AdPlayer(props: AdPlayerProps) {
  const t = useTranslations('player');
  const { state, play, pause, retry } = useAdEngine(props.client, props.kind, props.autoplay);
  const announcement = useAnnouncement(state);
  const box = useRef<HTMLElement>(null);
  const claimed = useRef(props.onClaimed);
  const time = useTimeText();
  useEffect(() => {
    claimed.current = props.onClaimed;
  });
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (state.claim) claimed.current(state.claim);
  }, [state.claim]);

  const view = state.session?.views[state.viewIndex];
  const seconds = view?.seconds ?? props.watchSeconds;
  const left = Math.max(0, seconds - state.watchedSeconds);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={t('label')}
      className={`scroll-mt-24 outline-none ${props.className ?? ''}`}
    >
      <Card className="grid gap-4 p-4! sm:p-5!">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Heading {...props} state={state} />
        </div>
        {state.phase === 'failed' && state.problem ? (
          <PlayerFailure problem={state.problem} onRetry={retry} onCancel={props.onCancel} />
        ) : (
          <>
            <PlayerStage state={state} seconds={seconds} draw={props.draw} onPlay={play} />
            <Progress
              value={Math.round(state.watchedSeconds)}
              max={seconds}
              label={t('progress')}
              valueText={t('left', { time: time(left) })}
              tone="coin"
            />
            <PlayerControls
              state={state}
              reward={state.session?.reward ?? props.reward}
              onPlay={play}
              onPause={pause}
              onCancel={props.onCancel}
            />
          </>
        )}
        <p role="status" className="sr-only">
          {announcement}
        </p>
      </Card>
    </section>
  );
}
