import { useTranslations } from 'next-intl';
import { useTimeText } from './time-text';
import type { PlayerState } from './types';

/** Seconds watched of each view, as shown. */
function sharesOf({ session, viewIndex, watchedSeconds }: PlayerState, seconds: number) {
  const views = session?.views ?? [{ id: 'first', seconds, watchedSeconds: 0, complete: false }];
  return views.map((view, index) => {
    const watched = index === viewIndex ? watchedSeconds : view.complete ? view.seconds : view.watchedSeconds;
    return { id: view.id, seconds: view.seconds, watched: Math.min(view.seconds, watched) };
  });
}

/** How much of the whole ad is over: one bar, cut where a new part begins. It moves by seconds, not by animation. */
export function PartsBar({ state, seconds }: { state: PlayerState; seconds: number }) {
  const t = useTranslations('player');
  const time = useTimeText();
  const parts = sharesOf(state, seconds);
  const total = parts.reduce((sum, part) => sum + part.seconds, 0);
  const watched = parts.reduce((sum, part) => sum + part.watched, 0);
  return (
    <div
      role="progressbar"
      aria-label={t('progress')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.round(watched)}
      aria-valuetext={t('left', { time: time(total - watched) })}
      className="flex h-2.5 gap-1.5"
    >
      {parts.map((part) => (
        <span
          key={part.id}
          className="overflow-hidden rounded-full bg-line forced-colors:border forced-colors:border-[CanvasText]"
          style={{ flexGrow: part.seconds }}
        >
          <span
            className="block h-full origin-left rounded-full bg-coin transition-transform duration-300 ease-linear rtl:origin-right forced-colors:bg-[Highlight]"
            style={{ transform: `scaleX(${part.seconds > 0 ? part.watched / part.seconds : 1})` }}
          />
        </span>
      ))}
    </div>
  );
}
