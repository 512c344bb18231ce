import { ListRestart, Power } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { FormStateAction } from '@/components/ui/form-state';
import { Progress } from '@/components/ui/progress';
import { When } from '@/components/ui/when';
import type { ProviderView } from '@/lib/admin/types';
import { ActForm } from './act-form';
import { HealthTable } from './health-table';
import { ProviderState, useOf } from './provider-state';

export interface ProviderActions {
  switchProvider: FormStateAction;
  refreshListing: FormStateAction;
}

function Listing({ provider }: { provider: ProviderView }) {
  const t = useTranslations('adminCatalog.providers.list');
  const { listing } = provider;
  if (!listing) return <span className="text-muted">{t('none')}</span>;
  const { at, failure, models, foreign } = listing;
  return (
    <>
      {at ? t.rich('read', { count: models, date: () => <When at={at} /> }) : t('never')}
      {failure && <span className="mt-0.5 block text-sm text-warn">{t(`failures.${failure}`)}</span>}
      {foreign && <span className="mt-0.5 block text-sm text-warn">{t('foreign')}</span>}
    </>
  );
}

function Spend({ provider: { label, spend } }: { provider: ProviderView }) {
  const t = useTranslations('adminCatalog.providers.spend');
  const { todayUsd, capUsd } = spend;
  if (capUsd === null) return <>{t('open', { today: todayUsd })}</>;
  const text = t('capped', { today: todayUsd, cap: capUsd });
  const isUp = todayUsd >= capUsd;
  return (
    <>
      {text}
      <Progress
        value={todayUsd}
        max={capUsd}
        label={t('label', { provider: label })}
        valueText={text}
        tone={isUp ? 'coin' : 'accent'}
        className="mt-2 max-w-64"
      />
      {isUp && <span className="mt-1 block text-sm font-medium text-warn">{t('up')}</span>}
    </>
  );
}

function Facts({ provider }: { provider: ProviderView }) {
  const t = useTranslations('adminCatalog.providers');
  const { models } = provider;
  const rows = [
    [t('facts.models'), t('facts.modelsOf', { ...models, use: useOf(provider) })],
    ...(provider.demo ? [] : [[t('facts.list'), <Listing key="list" provider={provider} />]]),
    ...(provider.demo ? [] : [[t('facts.spend'), <Spend key="spend" provider={provider} />]]),
  ] as const;
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
      {rows.map(([term, value], index) => (
        <div key={index} className="min-w-0">
          <dt className="text-sm font-semibold text-muted">{term}</dt>
          <dd className="mt-1 tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A provider that is set up: how it does, what it has, what it costs, and its switch. */
export function ProviderCard({ provider, actions }: { provider: ProviderView; actions: ProviderActions }) {
  const t = useTranslations('adminCatalog.providers');
  const { id, label, host, enabled, health, listing } = provider;
  return (
    <article aria-labelledby={`provider-${id}`} className="rounded-card border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line p-5">
        <div className="min-w-0">
          <h2 id={`provider-${id}`} className="flex flex-wrap items-center gap-2.5 text-xl">
            {label}
            <ProviderState provider={provider} />
          </h2>
          <p className="mt-0.5 font-mono text-sm wrap-anywhere text-muted">{host ?? t('here')}</p>
        </div>
        <ActForm
          action={actions.switchProvider}
          fields={{ id, enabled: String(!enabled) }}
          variant={enabled ? 'secondary' : 'primary'}
          name={t(enabled ? 'switchOffName' : 'switchOnName', { provider: label })}
        >
          <Power aria-hidden className="size-4" />
          {t(enabled ? 'switchOff' : 'switchOn')}
        </ActForm>
      </header>
      <div className="grid gap-5 p-5">
        <Facts provider={provider} />
        {provider.demo ? <p className="text-muted">{t('demoStands')}</p> : <HealthTable health={health} />}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Link
            href={`/admin/models?provider=${encodeURIComponent(id)}`}
            className="inline-flex items-center font-semibold text-accent-strong underline-offset-4 tap hover:underline"
          >
            {t('toModels', { provider: label })}
          </Link>
          {listing && (
            <ActForm
              action={actions.refreshListing}
              fields={{ id }}
              variant="quiet"
              name={t('refreshName', { provider: label })}
            >
              <ListRestart aria-hidden className="size-4" />
              {t('refresh')}
            </ActForm>
          )}
        </div>
      </div>
    </article>
  );
}
