'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { formatClock } from '@/lib/format';

/**
 * Time that runs out, on a monotonic clock. Its role keeps a screen reader from saying every second; it can be read when
 * one goes there. Without script it stands at what the server knew.
 */
export function Countdown({ seconds, onEnd, className }: { seconds: number; onEnd?: () => void; className?: string }) {
  const t = useTranslations('ui.countdown');
  const [left, setLeft] = useState(seconds);
  const end = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    const until = performance.now() + seconds * 1_000;
    const ticker = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(ticker);
      end();
    }, 1_000);
    return () => clearInterval(ticker);
  }, [seconds]);
  const hours = Math.floor(left / 3_600);
  return (
    <span role="timer" className={`tabular-nums ${className ?? ''}`}>
      {hours > 0 ? t('hours', { hours, minutes: Math.floor((left % 3_600) / 60) }) : formatClock(left)}
    </span>
  );
}
