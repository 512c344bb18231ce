import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { CallbackOutcome, CallbackView, OfferReview } from '@/lib/ads/types';

/** What is neither good nor to be looked at has no colour. */
const TONES: Partial<Record<CallbackOutcome | OfferReview, BadgeTone>> = {
  ...{ paid: 'good', counted: 'good', taken: 'warn', held: 'warn', waiting: 'warn' },
};

/** Credits that really moved: of a credit that was held, once it is paid. */
const moved = ({ amount, review }: CallbackView) => amount > 0 && (review === null || review === 'paid');

function Became({ item: { outcome, review, heldUntil } }: { item: CallbackView }) {
  const t = useTranslations('adminAds.callbacks');
  return (
    <>
      <Badge tone={TONES[review ?? outcome]}>{review ? t(`review.${review}`) : t(`outcome.${outcome}`)}</Badge>
      {heldUntil && <span>{t.rich('paidAt', { when: () => <When at={heldUntil} /> })}</span>}
    </>
  );
}

interface CallbacksProps {
  items: readonly CallbackView[];
  /** Names of networks by their ids. */
  labels: Readonly<Record<string, string>>;
}

/** What networks have told last by their signature, and what became of it. */
export function Callbacks({ items, labels }: CallbacksProps) {
  const t = useTranslations('adminAds.callbacks');
  return (
    <Card>
      <CardHeader title={t('title')} />
      {items.length === 0 && <p className="text-muted">{t('empty')}</p>}
      <ul className="divide-y divide-line">
        {items.map((item) => {
          const { network, event, amount, offer, externalId, sessionId, receivedAt } = item;
          return (
            <li key={item.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 py-3">
              <p className="font-medium">
                {t('said', { network: labels[network] ?? network, event: t(`event.${event}`) })}
                {offer && <span className="font-normal text-muted"> · {offer}</span>}
              </p>
              {moved(item) ? (
                <Coin amount={event === 'reversal' ? -amount : amount} signed className="self-start" />
              ) : amount > 0 ? (
                <Coin amount={amount} className="self-start text-muted" />
              ) : (
                <span />
              )}
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                <Became item={item} />
                <When at={receivedAt} />
                {moved(item) && (
                  <Link
                    href={`/admin/ledger?find=${encodeURIComponent(sessionId ?? externalId)}`}
                    className="inline-flex min-h-11 items-center underline underline-offset-4"
                  >
                    {t('ledger')}
                  </Link>
                )}
              </p>
              <code className="truncate text-end text-xs text-muted">{externalId}</code>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
