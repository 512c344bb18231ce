import { useTranslations } from 'next-intl';
import { watchTimeParts } from '@/lib/format';
import type { PlayerState } from './types';

/** "1 minute", "90 seconds". */
export function useTimeText(): (seconds: number) => string {
  const t = useTranslations('player');
  return (seconds) => {
    const { unit, count } = watchTimeParts(Math.ceil(seconds));
    return unit === 'minute' ? t('minutes', { count }) : t('seconds', { count });
  };
}

/** Speaks at the start, halfway and ten seconds before the end; in between a screen reader is left alone. */
export function useAnnouncement(state: PlayerState): string {
  const t = useTranslations('player');
  const time = useTimeText();
  const view = state.session?.views[state.viewIndex];
  switch (state.phase) {
    case 'paused':
    case 'hidden':
    case 'claiming':
      return t(state.phase);
    case 'playing': {
      if (state.offline) return t('offline');
      if (!view) return '';
      const left = view.seconds - state.watchedSeconds;
      if (left <= 10 && view.seconds > 20) return t('announceSoon', { seconds: 10 });
      if (left <= view.seconds / 2 && view.seconds >= 20) return t('announceHalf');
      return t('announceStarted', { time: time(view.seconds) });
    }
    default:
      return '';
  }
}

/** What the button that starts or goes on is called. */
export function useStartLabel({ phase, session, viewIndex, watchedSeconds }: PlayerState): string {
  const t = useTranslations('player');
  const total = session?.views.length ?? 1;
  if (phase !== 'ready' || watchedSeconds > 0) return t('resume');
  return total > 1 ? t('readyView', { number: viewIndex + 1, total }) : t('ready');
}
