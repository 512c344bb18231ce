'use client';

import { LoaderCircle, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui';
import type { DrawCreative } from './ad-player';
import { TimeRing } from './time-ring';
import type { PlayerState } from './types';

/** What lies over the picture while nothing moves. */
function Cover({ state, onPlay }: { state: PlayerState; onPlay(): void }) {
  const t = useTranslations('player');
  if (state.phase === 'playing') return null;
  const startable = state.phase === 'ready' || state.phase === 'paused';
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-3 bg-night/70 p-4 text-center text-paper">
      {startable ? (
        // The same button stands below for keyboards and screen readers, where it keeps its place.
        <button
          type="button"
          onClick={onPlay}
          aria-hidden
          tabIndex={-1}
          className="grid size-18 place-items-center rounded-full bg-coin text-night hover:brightness-105"
        >
          <Play className="ms-1 size-8 fill-current" />
        </button>
      ) : (
        state.phase !== 'hidden' && <LoaderCircle aria-hidden className="size-7 animate-spin" />
      )}
      <p className="max-w-xs text-[0.9375rem] font-medium">
        {state.phase === 'waiting' ? t('waiting', { seconds: state.waitSeconds }) : null}
        {state.phase === 'loading' || state.phase === 'paused' || state.phase === 'hidden' || state.phase === 'claiming'
          ? t(state.phase)
          : null}
      </p>
    </div>
  );
}

/** The picture with its label and its clock. Its box has one shape throughout, so nothing moves when the ad comes. */
export function PlayerStage({
  state,
  seconds,
  draw,
  onPlay,
}: {
  state: PlayerState;
  seconds: number;
  draw: DrawCreative;
  onPlay(): void;
}) {
  const t = useTranslations('player');
  const view = state.session?.views[state.viewIndex];
  return (
    <div className="relative aspect-4/3 w-full overflow-hidden rounded-control bg-sunken sm:aspect-video">
      {view &&
        draw({
          creative: view.creative,
          positionSeconds: state.watchedSeconds,
          seconds: view.seconds,
          playing: state.phase === 'playing',
        })}
      <Cover state={state} onPlay={onPlay} />
      <Badge className="absolute start-3 top-3 bg-night/85! text-paper!">
        {state.session && state.session.network !== 'house' ? t('sponsored') : t('house')}
      </Badge>
      <span className="absolute end-3 top-3">
        <TimeRing watched={state.watchedSeconds} total={seconds} />
      </span>
    </div>
  );
}
