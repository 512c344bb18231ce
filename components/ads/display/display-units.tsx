import { useTranslations } from 'next-intl';
import type { DisplayUnit } from '@/lib/ads/types';
import { AdsenseUnit } from './adsense-unit';
import { RevcontentUnit } from './revcontent-unit';

/**
 * Units of other companies under a page's content: said to be advertisements, with their room kept free from the start so
 * that nothing moves when they come, and never beside anything that pays.
 */
export function DisplayUnits({ units, childDirected }: { units: DisplayUnit[]; childDirected: boolean }) {
  const t = useTranslations('adChoices');
  if (units.length === 0) return null;
  return (
    <aside aria-label={t('advertisement')} className="mx-auto mt-12 grid w-full max-w-3xl gap-6 print:hidden">
      {units.map((unit) => (
        <div key={unit.network} data-ad-network={unit.network}>
          <p className="mb-1.5 text-xs text-muted">{t('advertisement')}</p>
          {unit.network === 'adsense' ? (
            <AdsenseUnit {...unit} childDirected={childDirected} />
          ) : (
            <RevcontentUnit {...unit} />
          )}
        </div>
      ))}
    </aside>
  );
}
