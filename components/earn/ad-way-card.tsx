import { useTranslations } from 'next-intl';
import { Coin } from '@/components/ui/coin';
import { Duration } from '@/components/ui/duration';
import { formatClock } from '@/lib/format';
import { AdArt } from './ad-art';
import { AdLink } from './ad-link';
import type { AdWay } from './types';
import { wayToAd } from './way-to-ad';

function Facts({ way }: { way: AdWay }) {
  const t = useTranslations('earn.way');
  return (
    <p className="text-[0.9375rem] text-muted">
      <Duration seconds={way.watchSeconds} />
      {way.parts > 1 && <> {t('parts', { parts: way.parts })}</>}
      <span aria-hidden> · </span>
      {t('left', { count: way.leftToday })}
    </p>
  );
}

/** One kind of ad: how long, how much, how often still today. While another ad is under way, the button steps back. */
export function AdWayCard({ way, coins, quiet = false }: { way: AdWay; coins: number; quiet?: boolean }) {
  const t = useTranslations('earn.way');
  const kinds = useTranslations('common.kinds');
  return (
    <li
      className={`kind-${way.kind} grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] overflow-hidden rounded-card border border-line bg-surface md:flex md:flex-col`}
    >
      <div
        aria-hidden
        className="flex flex-col items-center justify-center gap-2 bg-kind-soft px-3 py-3 md:flex-row md:items-end md:justify-between md:ps-4 md:pe-5 md:pt-5 md:pb-0"
      >
        <AdArt kind={way.kind} coins={coins} className="w-full max-w-36 md:max-w-40" />
        <span className="font-display text-2xl font-extrabold tracking-tight text-kind-ink tabular-nums md:pb-4 md:text-3xl">
          {formatClock(way.watchSeconds)}
        </span>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-3 p-4 md:gap-4 md:p-5">
        <div className="grid gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <h3 className="text-xl">{t('title', { kind: kinds(way.kind) })}</h3>
            <Coin amount={way.reward} signed className="font-display text-2xl font-extrabold" />
          </div>
          <Facts way={way} />
        </div>
        {way.leftToday > 0 ? (
          <AdLink
            href={wayToAd(way.kind)}
            place={way.place}
            variant={quiet ? 'secondary' : 'primary'}
            className="mt-auto px-3!"
          >
            {t('start', { kind: way.kind })}
          </AdLink>
        ) : (
          <p className="mt-auto grid place-items-center rounded-control bg-sunken px-4 text-[0.9375rem] font-medium text-muted tap">
            {t('closed')}
          </p>
        )}
      </div>
    </li>
  );
}
