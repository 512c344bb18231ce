import { ChevronDown, CircleCheck, TrendingDown } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import type { AdFigures, NetworkEarnings } from '@/lib/ads/types';
import { useDollars } from '../dollars';
import { Figure } from './figures';

const TONES = { on: 'good', switched_off: 'neutral', no_account: 'warn' } as const;

/** Whether the revenue was reported, in a word. */
function basisOf({ reportedUsd, assumedUsd }: AdFigures): 'reported' | 'assumed' | 'mixed' | null {
  if (assumedUsd > 0) return reportedUsd > 0 ? 'mixed' : 'assumed';
  return reportedUsd > 0 ? 'reported' : null;
}

/** What was asked, seen, paid and brought in. */
function Facts({ id, rewards, days, today }: NetworkEarnings) {
  const t = useTranslations('adminAds.network');
  const dollars = useDollars();
  const fine = useDollars(6);
  const { number } = useFormatter();
  const { asked, fill, completed, views, claimed, paid, takenBack, usdPerCredit } = days;
  const basis = basisOf(days);
  const shows = rewards && id !== 'offerwall';
  return (
    <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {shows && (
        <>
          <Figure name={t('asked')} note={t('today', { count: today.asked })}>
            {number(asked)}
          </Figure>
          <Figure name={t('fill')}>{fill === null ? '–' : t('percent', { share: fill })}</Figure>
          <Figure name={t('completed')} note={t('ofViews', { views })}>
            {number(completed)}
          </Figure>
        </>
      )}
      {rewards && (
        <>
          <Figure name={t('claimed')} note={t('today', { count: today.claimed })}>
            {number(claimed)}
          </Figure>
          <Figure name={t('paid')}>
            <Coin amount={paid} />
          </Figure>
          <Figure name={t('taken')}>{takenBack === 0 ? '–' : <Coin amount={takenBack} />}</Figure>
        </>
      )}
      <Figure name={t('revenue')} note={basis && t(basis)}>
        {id === 'house' ? '–' : dollars(days.revenueUsd)}
      </Figure>
      {rewards && <Figure name={t('perCredit')}>{usdPerCredit === null ? '–' : fine(usdPerCredit)}</Figure>}
    </dl>
  );
}

/** One kind of ad, in a sentence. */
function KindLine({ kind, costsUsd }: { kind: NetworkEarnings['kinds'][number]; costsUsd: number | null }) {
  const t = useTranslations('adminAds.network');
  const dollars = useDollars(6);
  const { usdPerCredit: brings } = kind;
  const earns = brings !== null && costsUsd !== null ? brings >= costsUsd : null;
  const said =
    brings === null
      ? t('saysNothing')
      : costsUsd === null
        ? t('saysNoCost', { brings: dollars(brings) })
        : t('says', { brings: dollars(brings), costs: dollars(costsUsd) });
  return (
    <li className={`kind-${kind.kind} grid gap-0.5 py-2`}>
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <span aria-hidden className="size-2.5 shrink-0 rounded-sm bg-kind" />
        {t(`kind.${kind.kind}`)}
        {earns !== null && (
          <Badge
            tone={earns ? 'good' : 'bad'}
            icon={earns ? <CircleCheck aria-hidden /> : <TrendingDown aria-hidden />}
          >
            {t(earns ? 'earns' : 'loses')}
          </Badge>
        )}
      </p>
      <p className="text-sm text-muted">{said}</p>
    </li>
  );
}

function Kinds({ network, costsUsd }: { network: NetworkEarnings; costsUsd: number | null }) {
  const t = useTranslations('adminAds.network');
  const { kinds } = network;
  if (kinds.length === 0 || network.id === 'house') return null;
  return (
    <details className="group mt-1">
      <summary className="flex w-fit items-center gap-2 text-sm font-medium tap">
        {t('kinds')}
        <span className="sr-only">: {network.label}</span>
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <ul className="divide-y divide-line">
        {kinds.map((kind) => (
          <KindLine key={kind.kind} kind={kind} costsUsd={costsUsd} />
        ))}
      </ul>
    </details>
  );
}

function Network({ network, costsUsd }: { network: NetworkEarnings; costsUsd: number | null }) {
  const t = useTranslations('adminAds.network');
  const { id, label, state, account, rewards, days } = network;
  const isIdle = days.asked === 0 && days.claimed === 0 && days.revenueUsd === 0;
  const { noFill, blocked, failed } = days;
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base">
        {label}
        <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      </h3>
      <p className="text-sm wrap-anywhere text-muted">
        {state !== 'on' && `${t(`why.${state}`, { account: account ?? '' })} `}
        {id === 'house' && `${t('house')} `}
        {!rewards && `${t('display')} `}
        {isIdle && t('nothing')}
        {noFill + blocked + failed > 0 && t('failures', { noFill, blocked, failed })}
      </p>
      {!isIdle && <Facts {...network} />}
      <Kinds network={network} costsUsd={costsUsd} />
    </li>
  );
}

/** Every network with its state and its figures of the last 28 days. `costsUsd`: of a spent credit. */
export function Networks({ networks, costsUsd }: { networks: readonly NetworkEarnings[]; costsUsd: number | null }) {
  const t = useTranslations('adminAds.network');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <p className="-mt-2 mb-4 max-w-prose text-muted">{t('lead')}</p>
      <ul className="divide-y divide-line">
        {networks.map((network) => (
          <Network key={network.id} network={network} costsUsd={costsUsd} />
        ))}
      </ul>
    </Card>
  );
}
