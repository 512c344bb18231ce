import { useTranslations } from 'next-intl';
import { watchTimeParts } from '@/lib/format';

/** "1 minute", "90 seconds": whole minutes are said in minutes. */
export function Duration({ seconds }: { seconds: number }) {
  const t = useTranslations('ui');
  const { unit, count } = watchTimeParts(seconds);
  return <>{unit === 'minute' ? t('minutes', { count }) : t('seconds', { count })}</>;
}
