import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { OwnOffer } from '@/lib/ads/types';

const TONES: Record<OwnOffer['state'], BadgeTone> = {
  paid: 'good',
  waiting: 'warn',
  refused: 'bad',
  withdrawn: 'neutral',
  reversed: 'bad',
  capped: 'neutral',
  nothing: 'neutral',
};

function Amount({ offer: { state, amount } }: { offer: OwnOffer }) {
  if (state === 'paid') return <Coin amount={amount} signed />;
  if (state === 'waiting') return <Coin amount={amount} className="text-muted" />;
  return amount > 0 ? <Coin amount={amount} className="text-muted line-through" /> : null;
}

function Row({ offer }: { offer: OwnOffer }) {
  const t = useTranslations('earn.pastOffers');
  const { name, state, heldUntil, receivedAt } = offer;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 px-5 py-3.5">
      <div className="grid grid-cols-1 gap-0.5 [&_time]:whitespace-normal">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold wrap-anywhere">
          {name ?? t('unnamed')}
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
        </p>
        <p className="text-sm text-muted">
          <When at={receivedAt} />
        </p>
        {state !== 'paid' && (
          <p className="text-sm text-muted">
            {t.rich(`why.${state}`, { when: () => (heldUntil ? <When key="when" at={heldUntil} /> : null) })}
          </p>
        )}
      </div>
      <Amount offer={offer} />
    </li>
  );
}

/** What became of the last offers of other companies, each in words. */
export function PastOffers({ offers }: { offers: OwnOffer[] | null }) {
  const t = useTranslations('earn.pastOffers');
  return (
    <section aria-labelledby="offers-title" className="grid grid-cols-1 gap-4">
      <h2 id="offers-title" className="text-2xl">
        {t('title')}
      </h2>
      {offers === null ? (
        <Alert tone="warn">{t('unread')}</Alert>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {offers.map((offer) => (
            <Row key={offer.id} offer={offer} />
          ))}
        </ul>
      )}
    </section>
  );
}
