import { useTranslations } from 'next-intl';
import { watchTimeParts } from '@/lib/format';

type PlayerWords = ReturnType<typeof useTranslations<'player'>>;

/** "1 minute", "90 seconds". */
export function timeText(t: PlayerWords, seconds: number): string {
  const { unit, count } = watchTimeParts(Math.ceil(seconds));
  return unit === 'minute' ? t('minutes', { count }) : t('seconds', { count });
}

export function useTimeText(): (seconds: number) => string {
  const t = useTranslations('player');
  return (seconds) => timeText(t, seconds);
}
