'use client';

import { AppWindow, LoaderCircle, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, cx } from '@/components/ui';
import { needsNetwork } from './session-views';
import { TimeRing } from './time-ring';
import type { DrawCreative, PlayerState } from './types';

const BUSY = ['loading', 'asking', 'confirming', 'claiming', 'claimed', 'waiting'];

function useCoverWords({ phase, waitSeconds, counting }: PlayerState, foreign: boolean): string | null {
  const t = useTranslations('player');
  switch (phase) {
    case 'waiting':
      return t('waiting', { seconds: waitSeconds });
    case 'ready':
      return foreign ? t('networkReady') : null;
    case 'network':
      return t(counting ? 'network' : 'networkAway');
    case 'challenge':
      return t('challengeWaits');
    case 'loading':
    case 'asking':
    case 'paused':
    case 'hidden':
    case 'confirming':
    case 'claiming':
      return t(phase);
    default:
      return null;
  }
}

/** What lies over the picture while none of ours moves. */
function Cover({ state, foreign, onPlay }: { state: PlayerState; foreign: boolean; onPlay(): void }) {
  const { phase } = state;
  const words = useCoverWords(state, foreign);
  if (phase === 'playing' || phase === 'filling') return null;
  return (
    <div
      className={cx(
        'absolute inset-0 grid place-content-center justify-items-center gap-3 p-4 text-center text-paper forced-colors:bg-[Canvas]',
        // The picture below may have words of its own.
        words === null ? 'bg-night/70' : 'bg-night/90',
      )}
    >
      {(phase === 'ready' || phase === 'paused') && (
        // The same button stands below for keyboards and screen readers, where it keeps its place.
        <button
          type="button"
          onClick={onPlay}
          aria-hidden
          tabIndex={-1}
          className="grid size-18 place-items-center rounded-full bg-coin text-night hover:brightness-105"
        >
          <Play className="ms-1 size-8 fill-current rtl:-scale-x-100" />
        </button>
      )}
      {BUSY.includes(phase) && <LoaderCircle aria-hidden className="size-7 animate-spin motion-reduce:hidden" />}
      {phase === 'network' && <AppWindow aria-hidden className="size-8" />}
      {/* The live region below has said it. */}
      <p aria-hidden className="max-w-xs text-[0.9375rem] font-medium">
        {words}
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
  // Of another company's ad nothing of ours is seen until it is over.
  const foreign = state.phase === 'network' || (view !== undefined && needsNetwork(view));
  return (
    <div
      className={cx(
        'relative aspect-4/3 w-full overflow-hidden rounded-control sm:aspect-video',
        foreign ? 'bg-night' : 'bg-sunken',
      )}
    >
      {view &&
        !foreign &&
        draw({
          creative: view.creative,
          positionSeconds: state.watchedSeconds,
          seconds: view.seconds,
          playing: state.phase === 'playing' || state.phase === 'filling',
        })}
      <Cover state={state} foreign={foreign} onPlay={onPlay} />
      <Badge className="absolute start-3 top-3 bg-night/85! text-paper!">{foreign ? t('sponsored') : t('house')}</Badge>
      <span className="absolute end-3 top-3">
        <TimeRing watched={state.watchedSeconds} total={seconds} />
      </span>
    </div>
  );
}
