import { Info } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PlayerState } from './types';

/** What became of a network's ad, in one calm sentence: nothing is lost by it. */
export function PlayerNotice({ state: { notice, phase } }: { state: PlayerState }) {
  const t = useTranslations('player');
  const filling = phase === 'filling';
  if (!notice && !filling) return null;
  return (
    <p className="flex items-start gap-2.5 rounded-control bg-sunken px-3.5 py-2.5 text-[0.9375rem] text-muted">
      <Info aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      {notice ? t(`notice.${notice}`) : t('filling')}
    </p>
  );
}
