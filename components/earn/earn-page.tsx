import { Gift } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { PageHeader } from '@/components/ui/page-header';
import { AdWayCard } from './ad-way-card';
import { Today } from './today';
import type { AdWay } from './types';

interface EarnPageProps {
  ways: AdWay[];
  today: { earned: number; cap: number; remaining: number };
  /** The kind of an ad that was begun and can go on. */
  activeKind: AdWay['kind'] | null;
  /** Seconds until the next ad may begin; 0 when it may now. */
  waitSeconds: number;
  /** Between two ads. */
  cooldownSeconds: number;
  /** What is left of the credits got at registration; 0 hides it. */
  bonusLeft: number;
}

function Notices({ activeKind, waitSeconds }: Pick<EarnPageProps, 'activeKind' | 'waitSeconds'>) {
  const t = useTranslations('earn');
  if (activeKind) {
    return (
      <Alert tone="good" title={t('active.title')}>
        <p className="mb-3">{t('active.body')}</p>
        <LinkButton href={`/earn/watch?kind=${activeKind}`}>{t('active.go')}</LinkButton>
      </Alert>
    );
  }
  return waitSeconds > 0 ? <Alert title={t('wait.title', { seconds: waitSeconds })}>{t('wait.body')}</Alert> : null;
}

export function EarnPage({ ways, today, activeKind, waitSeconds, cooldownSeconds, bonusLeft }: EarnPageProps) {
  const t = useTranslations('earn');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid gap-6">
        <Notices activeKind={activeKind} waitSeconds={waitSeconds} />
        <section aria-labelledby="ads-title" className="grid gap-4">
          <h2 id="ads-title" className="text-2xl">
            {t('ads.title')}
          </h2>
          <ul className="grid gap-4 sm:grid-cols-3">
            {ways.map((way) => (
              <AdWayCard key={way.kind} way={way} />
            ))}
          </ul>
          {cooldownSeconds > 0 && <p className="text-sm text-muted">{t('cooldown', { seconds: cooldownSeconds })}</p>}
        </section>
        <Today {...today} />
        {bonusLeft > 0 && (
          <Card className="flex items-center gap-4">
            <span
              aria-hidden
              className="grid size-12 shrink-0 place-items-center rounded-full bg-coin-soft text-coin-ink"
            >
              <Gift className="size-6" />
            </span>
            <div className="flex-1">
              <h2 className="text-lg">{t('welcome.title')}</h2>
              <p className="text-muted">{t('welcome.body')}</p>
            </div>
            <Coin amount={bonusLeft} className="text-lg" />
          </Card>
        )}
        <Rules />
      </div>
    </>
  );
}

const RULES = ['visible', 'cap', 'worth'] as const;

function Rules() {
  const t = useTranslations('earn.rules');
  return (
    <section aria-labelledby="rules-title" className="mt-4">
      <h2 id="rules-title" className="text-lg">
        {t('title')}
      </h2>
      <ul className="mt-2 grid max-w-3xl gap-1.5 ps-5 text-muted [&>li]:list-disc">
        {RULES.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ul>
    </section>
  );
}
