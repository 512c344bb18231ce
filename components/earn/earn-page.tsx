import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Duration } from '@/components/ui/duration';
import { PageHeader } from '@/components/ui/page-header';
import { AdLink, placeOf } from './ad-link';
import { AdWayCard } from './ad-way-card';
import { ExtrasCard } from './extras';
import { OtherWays } from './other-ways';
import { PastAds } from './past-ads';
import { PastOffers } from './past-offers';
import { Today } from './today';
import type { EarnFacts } from './types';
import { wayToAd } from './way-to-ad';

export interface EarnPageProps extends EarnFacts {
  /** Counts down to the next ad; null when it may begin now. */
  wait: ReactNode;
  /** Counts down to the next day of the caps. */
  reset: ReactNode;
  /** The wall of offers of another company, where there is one. */
  offersUrl: string | null;
}

function Notices({ activeKind, ways, wait }: Pick<EarnPageProps, 'activeKind' | 'ways' | 'wait'>) {
  const t = useTranslations('earn');
  if (activeKind) {
    return (
      <Alert tone="good" title={t('active.title')}>
        <p className="mb-3">{t('active.body')}</p>
        <AdLink href={wayToAd(activeKind)} place={placeOf(ways, activeKind)}>
          {t('active.go')}
        </AdLink>
      </Alert>
    );
  }
  if (!wait) return null;
  return <Alert title={t.rich('wait.title', { time: () => wait })}>{t('wait.body')}</Alert>;
}

function Ads(props: EarnPageProps) {
  const { ways, cooldownSeconds } = props;
  const t = useTranslations('earn');
  const least = Math.min(...ways.map(({ reward }) => reward));
  return (
    <section aria-labelledby="ads-title" className="grid grid-cols-1 gap-4">
      <h2 id="ads-title" className="text-2xl">
        {t('ads.title')}
      </h2>
      <Notices {...props} />
      <ul className="grid grid-cols-1 gap-4 md:grid-cols-3">
        {ways.map((way) => (
          <AdWayCard
            key={way.kind}
            way={way}
            coins={Math.max(1, Math.min(4, Math.round(way.reward / least)))}
            quiet={props.activeKind !== null}
          />
        ))}
      </ul>
      <p className="max-w-3xl text-sm text-muted">
        {cooldownSeconds > 0 && t.rich('cooldown', { time: () => <Duration seconds={cooldownSeconds} /> })}{' '}
        {ways.some(({ place }) => place === 'page') && t('ads.page')}
      </p>
    </section>
  );
}

/** Everything that earns credits, and what it has earned. */
export function EarnPage(props: EarnPageProps) {
  const { premium, otherNetworks } = props;
  const t = useTranslations('earn');
  return (
    <>
      <PageHeader title={t('title')} lead={t(premium ? 'leadPremium' : 'lead')} />
      <div className="grid grid-cols-1 gap-10">
        {!premium && (
          <>
            <Ads {...props} />
            <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
              <Today {...props} />
              <ExtrasCard {...props} />
            </div>
          </>
        )}
        <OtherWays bonusLeft={props.bonusLeft} offersUrl={props.offersUrl} />
        {props.offers?.length !== 0 && <PastOffers offers={props.offers} />}
        {(!premium || props.past?.length !== 0) && <PastAds past={props.past} />}
        {!premium && <Rules otherNetworks={otherNetworks} />}
      </div>
    </>
  );
}

const RULES = ['visible', 'tabs', 'cap', 'review', 'worth'] as const;

function Rules({ otherNetworks }: { otherNetworks: boolean }) {
  const t = useTranslations('earn.rules');
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title" className="text-lg">
        {t('title')}
      </h2>
      <ul className="mt-2 grid max-w-3xl gap-1.5 ps-5 text-muted [&>li]:list-disc">
        {RULES.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
        {otherNetworks && <li>{t('blocker')}</li>}
      </ul>
    </section>
  );
}
