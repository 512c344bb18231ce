import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { RiskCase } from '@/lib/risk/types';
import { Evidence } from './evidence';

const LINK = 'tap inline-flex items-center font-medium text-accent-strong underline underline-offset-4';
const TONES: Record<RiskCase['decision'], BadgeTone> = {
  allow: 'neutral',
  challenge: 'accent',
  delay: 'warn',
  refuse: 'bad',
};
const SESSION_STATES = ['active', 'expired', 'cancelled', 'delayed', 'claimed', 'refused', 'reversed'] as const;

/** The claim it is about: what it pays, and where it stands. */
function Session({ session }: { session: NonNullable<RiskCase['session']> }) {
  const t = useTranslations('adminFraud.session');
  const state = SESSION_STATES.find((known) => known === session.state);
  const { kind, network, reward, releaseAt } = session;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Coin amount={reward} />
      <span>{t('what', { kind, network })}</span>
      {state && (
        <span className="text-muted">
          {t.rich(state, { when: () => (releaseAt ? <When key="when" at={releaseAt} /> : null) })}
        </span>
      )}
    </p>
  );
}

/** The offer it is about, and where it stands. */
function Offer({ offer }: { offer: NonNullable<RiskCase['offer']> }) {
  const t = useTranslations('adminFraud.offer');
  const { name, state, amount, payoutUsd, transactionId, releaseAt } = offer;
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 wrap-anywhere">
        <Coin amount={amount} />
        <span>{t('what', { name: name ?? t('unnamed'), payout: payoutUsd })}</span>
        <span className="text-muted">
          {t.rich(state, { when: () => (releaseAt ? <When key="when" at={releaseAt} /> : null) })}
        </span>
      </p>
      <p className="text-sm wrap-anywhere text-muted">{t('transaction', { id: transactionId })}</p>
    </div>
  );
}

/** What the ledger can be searched for, once something was paid. */
function paidBy({ session, offer }: RiskCase): string | null {
  if (offer) return offer.state === 'paid' || offer.state === 'reversed' ? offer.transactionId : null;
  return session && session.paid !== null ? session.id : null;
}

function Links({ item }: { item: RiskCase }) {
  const { user } = item;
  const paid = paidBy(item);
  const t = useTranslations('adminFraud.links');
  return (
    <p className="flex flex-wrap gap-x-4 text-sm">
      <Link href={`/admin/credits?user=${user.id}`} className={LINK}>
        {t('ledger')}
      </Link>
      <Link href={`/admin/fraud?user=${user.id}`} className={LINK}>
        {t('cases')}
      </Link>
      {paid !== null && (
        <Link href={`/admin/ledger?find=${encodeURIComponent(paid)}`} className={LINK}>
          {t('session')}
        </Link>
      )}
    </p>
  );
}

function Decided({ item: { state, decidedBy, decidedAt, note } }: { item: RiskCase }) {
  const t = useTranslations('adminFraud');
  if (decidedAt === null) return null;
  return (
    <p className="text-muted">
      {t.rich('decided', {
        state,
        by: decidedBy === null ? 'time' : 'operator',
        who: decidedBy ?? '',
        when: () => <When key="when" at={decidedAt} />,
      })}
      {note !== null && <span className="mt-1 block wrap-anywhere text-ink">{note}</span>}
    </p>
  );
}

/** One case: who, what, how much it weighs and why; `form` where something can be done. */
export function CaseCard({ item, form }: { item: RiskCase; form: ReactNode }) {
  const t = useTranslations('adminFraud');
  const { flow, user, score, decision, session, offer, peers, signals, createdAt } = item;
  return (
    <Card className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <h2 className="text-lg wrap-anywhere">{user.email}</h2>
          <p className="text-sm text-muted">
            {t(`flows.${flow}`)} · <When at={createdAt} /> ·{' '}
            {t.rich('since', { when: () => <When key="when" at={user.createdAt} style="day" /> })}
          </p>
        </div>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="neutral">{t('score', { score })}</Badge>
          <Badge tone={TONES[decision]}>{t(`did.${decision}`)}</Badge>
        </p>
      </div>
      {session && <Session session={session} />}
      {offer && <Offer offer={offer} />}
      <Evidence signals={signals} />
      {peers && <p className="text-sm text-muted">{t('peers', peers)}</p>}
      <Decided item={item} />
      <Links item={item} />
      {form}
    </Card>
  );
}
