'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { cx } from '@/components/ui';
import { formatClock } from '@/lib/format';

interface Passage {
  start: number;
  end: number;
  text: string;
}

/** The passage that is being heard; -1 between them. */
function useHeard(player: RefObject<HTMLMediaElement | null>, passages: readonly Passage[]): number {
  const [at, setAt] = useState(-1);
  useEffect(() => {
    const own = player.current;
    if (!own) return;
    const look = () => {
      const now = own.currentTime;
      setAt(own.paused && now === 0 ? -1 : passages.findIndex(({ start, end }) => now >= start && now < end));
    };
    own.addEventListener('timeupdate', look);
    own.addEventListener('seeked', look);
    return () => {
      own.removeEventListener('timeupdate', look);
      own.removeEventListener('seeked', look);
    };
  }, [player, passages]);
  return at;
}

/** What was said, passage by passage: a tap on one plays the recording from there. */
export function Transcript({ passages, source }: { passages: readonly Passage[]; source: string | null }) {
  const t = useTranslations('media.transcript');
  const player = useRef<HTMLAudioElement>(null);
  const heard = useHeard(player, passages);
  const play = (seconds: number) => {
    const own = player.current;
    if (!own) return;
    own.currentTime = seconds;
    void own.play().catch(() => undefined);
  };
  return (
    <section aria-label={t('label')} className="grid gap-3">
      {source && (
        <audio
          ref={player}
          controls
          preload="metadata"
          src={source}
          aria-label={t('recording')}
          className="sticky top-20 z-10 w-full rounded-full shadow-lift"
        />
      )}
      <ol className="grid">
        {passages.map(({ start, text }, index) => (
          <li key={`${index}-${start}`}>
            <button
              type="button"
              disabled={source === null}
              aria-current={heard === index ? 'true' : undefined}
              onClick={() => play(start)}
              className={cx(
                'grid w-full grid-cols-[auto_1fr] items-baseline gap-3 rounded-control px-2 py-2 text-start transition-colors tap',
                heard === index ? 'bg-kind-soft' : source !== null && 'hover:bg-sunken',
              )}
            >
              <span className="text-sm font-semibold text-kind-ink tabular-nums">
                <span className="sr-only">{t('from')} </span>
                {formatClock(Math.floor(start))}
              </span>
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
