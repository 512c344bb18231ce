'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Input, Select } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ModelView } from '@/lib/admin/types';
import { useWrongField } from '../use-wrong-field';
import { RATES, type CostRate } from './model-fields';

type Task = NonNullable<ModelView['task']>;

interface ModelFormProps {
  action: FormStateAction;
  /** The model, or what is to become one. */
  id: string;
  task: Task;
  isNew: boolean;
  /** As `modelValues` makes them. */
  values: Record<string, string>;
  sources?: ModelView['sources'];
}

interface Shown {
  state: FormState;
  values: Record<string, string>;
  sources: ModelView['sources'];
}

type NumberName = 'quality' | 'contextTokens' | 'maxOutputTokens';

function Words({ state, values, sources }: Shown) {
  const t = useTranslations('adminCatalog.form');
  const tiers = useTranslations('adminCatalog.models.tiers');
  const source = (origin: ModelView['origin'] | undefined) => origin && t(`sources.${origin}`);
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Field id="label" label={t('label')} aside={source(sources.label)} error={state.errors.label}>
        {(control) => (
          <Input {...control} name="label" defaultValue={values.label} maxLength={100} autoComplete="off" />
        )}
      </Field>
      <Field id="tier" label={t('tier')} aside={source(sources.tier)} hint={t('tierHint')} error={state.errors.tier}>
        {(control) => (
          // A form that React resets takes a select back to what it was made with: a new value makes a new one.
          <Select key={values.tier} {...control} name="tier" defaultValue={values.tier}>
            <option value="standard">{tiers('standard')}</option>
            <option value="economy">{tiers('economy')}</option>
          </Select>
        )}
      </Field>
    </div>
  );
}

function Numbers({ task, ...shown }: Shown & { task: Task }) {
  const t = useTranslations('adminCatalog.form');
  const names: NumberName[] = task === 'text' ? ['quality', 'contextTokens', 'maxOutputTokens'] : ['quality'];
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-3">
      {names.map((name) => (
        <Field
          key={name}
          id={name}
          label={t(name)}
          aside={shown.sources[name] && t(`sources.${shown.sources[name]}`)}
          hint={name === 'quality' ? t('qualityHint') : undefined}
          error={shown.state.errors[name]}
        >
          {(control) => (
            <Input
              {...control}
              name={name}
              inputMode="numeric"
              defaultValue={shown.values[name]}
              autoComplete="off"
              className="tabular-nums"
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function Costs({ rates, state, values, sources }: Shown & { rates: readonly CostRate[] }) {
  const t = useTranslations('adminCatalog.form');
  return (
    <fieldset className="min-w-0 border-t border-line pt-5">
      <legend className="float-start w-full font-display text-lg font-bold">{t('costs')}</legend>
      <p className="clear-both mb-4 text-sm text-muted">{t('costsHint')}</p>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {rates.map((rate) => {
          const name = `cost.${rate}`;
          const aside = values[name] && sources.cost ? t(`sources.${sources.cost}`) : undefined;
          return (
            <Field key={rate} id={name} label={t(rate)} aside={aside} error={state.errors[name]}>
              {(control) => (
                <Input
                  {...control}
                  name={name}
                  inputMode="decimal"
                  defaultValue={values[name]}
                  autoComplete="off"
                  className="tabular-nums"
                />
              )}
            </Field>
          );
        })}
      </div>
      {state.errors.cost && <p className="mt-2 text-sm font-medium text-bad">{state.errors.cost}</p>}
    </fieldset>
  );
}

/** What an operator says of one model. Wrong fields are named, nothing is changed then, and what was typed stays. */
export function ModelForm({ action, id, task, isNew, values, sources = {} }: ModelFormProps) {
  const t = useTranslations('adminCatalog.form');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  const shown: Shown = { state, sources, values: { ...values, ...(state.ok ? {} : state.values) } };
  return (
    <form
      ref={form}
      action={formAction}
      className="grid gap-5 rounded-card border border-line bg-surface p-5 sm:p-6"
      noValidate
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="task" value={task} />
      <Words {...shown} />
      <Numbers task={task} {...shown} />
      <Costs rates={RATES[task]} {...shown} />
      {!isNew && <p className="text-sm text-muted">{t('emptied')}</p>}
      {state.message && (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
          {state.errors.id && <span className="block">{state.errors.id}</span>}
          {state.errors.kind && <span className="block">{state.errors.kind}</span>}
        </Alert>
      )}
      <SubmitButton size="lg" className="justify-self-start max-sm:w-full">
        {t(isNew ? 'addSave' : 'save')}
      </SubmitButton>
    </form>
  );
}
