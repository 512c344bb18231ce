'use client';

import { Pause, Play, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, CoinIcon } from '@/components/ui';
import type { PlayerState } from './types';
import { useStartLabel } from './use-announcement';

interface ControlsProps {
  state: PlayerState;
  reward: number;
  onPlay(): void;
  onPause(): void;
  onCancel?(): void;
}

/** What one gets, and the buttons: all within reach of a keyboard, in a fixed place. */
export function PlayerControls({ state, reward, onPlay, onPause, onCancel }: ControlsProps) {
  const t = useTranslations('player');
  const playing = state.phase === 'playing';
  const start = useStartLabel(state);
  const startable = state.phase === 'ready' || state.phase === 'paused';
  const busy =
    state.phase === 'loading' || state.phase === 'waiting' || state.phase === 'claiming' || state.phase === 'claimed';
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="grid text-[0.9375rem]">
        <span className="flex items-center gap-1.5 font-semibold">
          <CoinIcon />
          {t('promise', { reward })}
        </span>
        {state.offline ? (
          <span className="flex items-center gap-1.5 text-sm font-medium text-warn">
            <WifiOff aria-hidden className="size-4" />
            {t('offline')}
          </span>
        ) : (
          <span className="text-sm text-muted">{t('visibleRule')}</span>
        )}
      </p>
      <span className="flex gap-2">
        <Button
          variant={startable ? 'coin' : 'secondary'}
          onClick={playing ? onPause : onPlay}
          disabled={busy}
          className="min-w-28"
        >
          {playing ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
          {playing ? t('pause') : start}
        </Button>
        {onCancel && (
          <Button variant="quiet" onClick={onCancel} title={t('cancelHint')} disabled={state.phase === 'claiming'}>
            {t('cancel')}
          </Button>
        )}
      </span>
    </div>
  );
}
