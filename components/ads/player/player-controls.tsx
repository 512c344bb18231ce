'use client';

import { Pause, Play, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, CoinIcon } from '@/components/ui';
import { needsNetwork } from './session-views';
import type { PlayerPhase, PlayerState } from './types';
import { useOfflineWords, useStartLabel } from './use-announcement';

interface ControlsProps {
  state: PlayerState;
  reward: number;
  onPlay(): void;
  onPause(): void;
  /** Goes on without the network's ad. */
  onSkip(): void;
  onCancel?(): void;
}

const PLAYABLE: readonly PlayerPhase[] = ['ready', 'paused', 'hidden'];

function Reward({ state, reward }: Pick<ControlsProps, 'state' | 'reward'>) {
  const t = useTranslations('player');
  const offline = useOfflineWords(state);
  const answered = state.session?.views.find(({ question }) => typeof question?.answer === 'number')?.question;
  return (
    <p className="grid text-[0.9375rem]">
      <span className="flex items-center gap-1.5 font-semibold">
        <CoinIcon />
        {t('promise', { reward: reward + (answered?.reward ?? 0) })}
      </span>
      {state.offline ? (
        <span className="flex items-center gap-1.5 text-sm font-medium text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {offline}
        </span>
      ) : (
        <span className="text-sm text-muted">{t('visibleRule')}</span>
      )}
    </p>
  );
}

/** What one gets, and the buttons: all within reach of a keyboard, in a fixed place. */
export function PlayerControls({ state, reward, onPlay, onPause, onSkip, onCancel }: ControlsProps) {
  const t = useTranslations('player');
  const { phase, session, viewIndex } = state;
  const playing = phase === 'playing' || phase === 'filling';
  const start = useStartLabel(state, reward);
  const startable = phase === 'ready' || phase === 'paused';
  // `aria-disabled`, not `disabled`: the keyboard's focus stays on it while the ad is fetched or claimed.
  const busy = !playing && !PLAYABLE.includes(phase);
  const view = session?.views[viewIndex];
  const mayFallBack = view !== undefined && needsNetwork(view) && (phase === 'ready' || phase === 'asking');
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Reward state={state} reward={reward} />
      <span className="flex max-w-full flex-wrap gap-2">
        <Button
          variant={startable ? 'coin' : 'secondary'}
          onClick={() => {
            if (!busy) (playing ? onPause : onPlay)();
          }}
          aria-disabled={busy}
          className="max-w-full min-w-28 whitespace-normal!"
        >
          {playing ? (
            <Pause aria-hidden className="size-4" />
          ) : (
            <Play aria-hidden className="size-4 rtl:-scale-x-100" />
          )}
          {playing ? t('pause') : start}
        </Button>
        {mayFallBack && (
          <Button variant="secondary" onClick={onSkip}>
            {t('skipNetwork')}
          </Button>
        )}
        {onCancel && (
          <Button variant="quiet" onClick={onCancel} title={t('cancelHint')} disabled={phase === 'claiming'}>
            {t('cancel')}
          </Button>
        )}
      </span>
    </div>
  );
}
