import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { FormStateAction } from '@/components/ui/form-state';
import type { ModelView } from '@/lib/admin/types';
import { ActForm } from './act-form';
import { asPrice, RATES } from './model-fields';

const TONES: Record<ModelView['state'], BadgeTone> = {
  shown: 'good',
  hidden: 'neutral',
  unlisted: 'warn',
  offered: 'accent',
  off: 'neutral',
  standby: 'neutral',
  no_key: 'neutral',
};

/** What the provider charges, in one line. */
function useCostLine() {
  const t = useTranslations('adminCatalog.models');
  return ({ task, cost, costEstimated }: ModelView): string => {
    const known = (task ? RATES[task] : []).flatMap((rate) => {
      const millionths = cost[rate];
      return millionths === undefined ? [] : [t(`costs.${rate}`, { usd: asPrice(millionths) })];
    });
    if (known.length === 0) return t('noCost');
    const line = task === 'text' ? `${known.join(' · ')} ${t('perMillion')}` : known.join(' · ');
    return costEstimated ? t('estimated', { cost: line }) : line;
  };
}

function Facts({ model }: { model: ModelView }) {
  const t = useTranslations('adminCatalog.models');
  const tasks = useTranslations('adminCatalog.tasks');
  const costLine = useCostLine();
  const { task, kind, tier, quality, contextTokens, state } = model;
  const facts = [
    ...(kind === 'audio' && task ? [tasks(task)] : []),
    ...(state === 'offered' ? [] : [t(`tiers.${tier}`)]),
    ...(quality === null ? [] : [t('quality', { quality })]),
    ...(contextTokens === null ? [] : [t('context', { tokens: contextTokens })]),
    costLine(model),
  ];
  return <p className="mt-1 text-sm text-muted tabular-nums">{facts.join(' · ')}</p>;
}

function Buttons({ model, hide }: { model: ModelView; hide: FormStateAction }) {
  const t = useTranslations('adminCatalog.models');
  const { id, label, state } = model;
  if (state === 'offered')
    return (
      <Link
        href={`/admin/models/add?${new URLSearchParams({ id, ...(model.task ? { task: model.task } : {}) }).toString()}`}
        aria-label={t('addName', { model: label })}
        className={buttonClass({ variant: 'secondary' })}
      >
        {t('addThis')}
      </Link>
    );
  const word = state === 'hidden' ? 'unhide' : state === 'unlisted' ? 'keep' : 'hide';
  return (
    <>
      {state !== 'no_key' && (
        <ActForm
          action={hide}
          fields={{ id, hidden: String(word === 'hide') }}
          variant="quiet"
          name={t(`${word}Name`, { model: label })}
        >
          {t(word)}
        </ActForm>
      )}
      <Link
        href={`/admin/models/edit?id=${encodeURIComponent(id)}`}
        aria-label={t('editName', { model: label })}
        className={buttonClass({ variant: 'secondary' })}
      >
        {t('edit')}
      </Link>
    </>
  );
}

function Row({ model, hide }: { model: ModelView; hide: FormStateAction }) {
  const t = useTranslations('adminCatalog.models');
  const { id, label, state, origin, changed } = model;
  const isDim = state !== 'shown' && state !== 'offered';
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-4 md:flex-nowrap">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className={cx('flex flex-wrap items-center gap-x-2 gap-y-1 text-base', isDim && 'text-muted')}>
          {label}
          <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
          {changed && <Badge tone="accent">{t(origin === 'operator' ? 'added' : 'changed')}</Badge>}
        </h3>
        <p className="font-mono text-sm wrap-anywhere text-muted">{id}</p>
        <Facts model={model} />
      </div>
      <div className="flex flex-wrap items-center gap-2 max-md:-ms-4 max-md:w-full max-md:flex-row">
        <Buttons model={model} hide={hide} />
      </div>
    </li>
  );
}

const ORDER = ['text', 'image', 'audio', 'video', null] as const;

/** Models by what they make, those to be had first within each kind. */
export function ModelList({ models, hide }: { models: readonly ModelView[]; hide: FormStateAction }) {
  const t = useTranslations('adminCatalog.models');
  return (
    <div className="grid gap-6">
      {ORDER.map((kind) => {
        const own = models.filter((model) => model.kind === kind);
        if (own.length === 0) return null;
        const id = `kind-${kind ?? 'unknown'}`;
        return (
          <section key={id} aria-labelledby={id} className={kind ? `kind-${kind}` : undefined}>
            <h2 id={id} className="mb-2 flex items-baseline gap-3 text-xl">
              <span aria-hidden className="size-3 rounded-sm bg-kind" />
              {t(`kinds.${kind ?? 'unknown'}`)}
              <span className="font-sans text-sm font-normal text-muted">{t('count', { count: own.length })}</span>
            </h2>
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {own.map((model) => (
                <Row key={model.id} model={model} hide={hide} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
