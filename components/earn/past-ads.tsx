import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { AdSessionState } from '@/lib/ads/types';
import type { PastAd } from './types';

const TONES: Record<AdSessionState, BadgeTone> = {
  active: 'accent',
  claimed: 'good',
  delayed: 'warn',
  refused: 'bad',
  reversed: 'bad',
  expired: 'neutral',
  cancelled: 'neutral',
};

/** Why no credits came, or went again: only where that needs words. */
function useWhy({ state, heldUntil, taken }: PastAd): ReactNode {
  const t = useTranslations('earn.past.why');
  switch (state) {
    case 'delayed':
      return heldUntil && t.rich('delayed', { when: () => <When at={heldUntil} /> });
    case 'refused':
    case 'expired':
      return t(state);
    case 'reversed':
      return t.rich('reversed', { amount: () => <Coin amount={taken} /> });
    default:
      return null;
  }
}

function Row({ ad }: { ad: PastAd }) {
  const t = useTranslations('earn');
  const kinds = useTranslations('common.kinds');
  const { kind, state } = ad;
  const amount = ad.paid ?? ad.reward;
  const why = useWhy(ad);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 px-5 py-3.5">
      <div className="grid grid-cols-1 gap-0.5 [&_time]:whitespace-normal">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold">
          {ad.bonus ? t('past.bonus', { kind: kinds(kind) }) : t('way.title', { kind: kinds(kind) })}
          <Badge tone={TONES[state]}>{t(`past.state.${state}`)}</Badge>
        </p>
        <p className="text-sm text-muted">
          <When at={ad.createdAt} />
        </p>
        {why && <p className="text-sm text-muted">{why}</p>}
      </div>
      {ad.paid === null ? (
        <Coin
          amount={amount}
          className={state === 'delayed' || state === 'active' ? 'text-muted' : 'text-muted line-through'}
        />
      ) : (
        <Coin amount={amount} signed className={state === 'reversed' ? 'text-muted line-through' : undefined} />
      )}
    </li>
  );
}

/** What became of the last ads, each in words. */
export function PastAds({ past }: { past: PastAd[] | null }) {
  const t = useTranslations('earn.past');
  return (
    <section aria-labelledby="past-title" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="past-title" className="text-2xl">
          {t('title')}
        </h2>
        {past !== null && past.length > 0 && (
          <Link href="/credits" className="inline-flex items-center font-semibold underline underline-offset-4 tap">
            {t('statement')}
          </Link>
        )}
      </div>
      {past === null && <Alert tone="warn">{t('unread')}</Alert>}
      {past?.length === 0 && (
        <p className="rounded-card border border-dashed border-edge/50 px-5 py-6 text-center text-muted">{t('none')}</p>
      )}
      {past !== null && past.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {past.map((ad) => (
            <Row key={ad.id} ad={ad} />
          ))}
        </ul>
      )}
    </section>
  );
}
