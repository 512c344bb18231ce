import { useTranslations } from 'next-intl';
import { needsNetwork } from './session-views';
import { useTimeText } from './time-text';
import type { PlayerState, PlayerView } from './types';

/** While time runs: at the start, with the question where one is asked, halfway, and ten seconds before the end. */
function useProgressWords(): (state: PlayerState, view: PlayerView) => string {
  const t = useTranslations('player');
  const time = useTimeText();
  return ({ watchedSeconds }, { seconds, question }) => {
    const left = seconds - watchedSeconds;
    if (left <= 10 && seconds > 20) return t('announceSoon', { seconds: 10 });
    if (left <= seconds / 2 && seconds >= 20) return t('announceHalf');
    const started = t('announceStarted', { time: time(seconds) });
    return question && question.answer === null
      ? `${started} ${t('question.announce', { question: question.text, reward: question.reward })}`
      : started;
  };
}

/** What stands where the time would: nothing is missing of a view that is full, but that the server hears of it. */
export function useOfflineWords({ session, viewIndex, watchedSeconds }: PlayerState): string {
  const t = useTranslations('player');
  const view = session?.views[viewIndex];
  return t(view && watchedSeconds >= view.seconds ? 'offlineFull' : 'offline');
}

/** What a screen reader is told, politely: what changes, and never the seconds as they pass. */
export function useAnnouncement(state: PlayerState): string {
  const t = useTranslations('player');
  const progress = useProgressWords();
  const offline = useOfflineWords(state);
  const { phase, session, viewIndex, notice } = state;
  const view = session?.views[viewIndex];
  switch (phase) {
    case 'paused':
    case 'hidden':
    case 'claiming':
    case 'asking':
    case 'confirming':
      return t(phase);
    case 'waiting':
      return t('announceWaiting');
    case 'challenge':
      return t('challengeWaits');
    case 'network':
      return t(state.counting ? 'network' : 'networkAway');
    case 'ready':
      if (notice) return t(`notice.${notice}`);
      if (viewIndex > 0) return t('partOver', { number: viewIndex, total: session?.views.length ?? 1 });
      return view && needsNetwork(view) ? t('networkReady') : '';
    case 'playing':
    case 'filling':
      if (state.offline) return offline;
      if (!view) return '';
      return phase === 'filling' ? `${t('filling')} ${progress(state, view)}` : progress(state, view);
    default:
      return '';
  }
}

/** What the button that starts or goes on is called. Each part has its own, and it says what the whole pays. */
export function useStartLabel({ phase, session, viewIndex, watchedSeconds }: PlayerState, reward: number): string {
  const t = useTranslations('player');
  const total = session?.views.length ?? 1;
  const view = session?.views[viewIndex];
  if (phase === 'loading' || phase === 'waiting') return t('ready');
  if (phase !== 'ready') return t('resume');
  if (view && needsNetwork(view)) return t('readyNetwork', { number: viewIndex + 1, total, reward });
  if (watchedSeconds > 0) return t('resume');
  return total > 1 ? t('readyView', { number: viewIndex + 1, total, reward }) : t('ready');
}
