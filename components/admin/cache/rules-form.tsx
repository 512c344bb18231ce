'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useEffect, useRef } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Checkbox, Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { hoursField, sharedField } from './rules-patch';
import type { CacheRuleRow } from './types';

interface RulesFormProps {
  action: FormStateAction;
  rules: readonly CacheRuleRow[];
  /** For how many hours tools without a number of their own keep answers. */
  allHours: number;
  /** What an answer of somebody else's costs, in credits. */
  sharedPrice: number;
}

function Rule({ rule, state, allHours }: { rule: CacheRuleRow; state: FormState } & Pick<RulesFormProps, 'allHours'>) {
  const t = useTranslations('adminCache.rules');
  const { toolId, name, ownHours, shareable, shares } = rule;
  const [hours, shared] = [hoursField(toolId), sharedField(toolId)];
  // What was refused stays as it was typed; what was saved is what the page says.
  const typed = Object.keys(state.errors).length > 0 ? state.values : null;
  const ticked = typed ? typed[shared] === 'true' : shares;
  return (
    <fieldset className="grid min-w-0 items-start gap-x-6 gap-y-2 py-4 sm:grid-cols-[minmax(0,1fr)_12rem_11.5rem]">
      <legend className="float-start w-full font-display text-base font-bold sm:w-auto sm:pt-2">{name}</legend>
      <Field
        id={hours}
        label={t('hours')}
        aside={t('unit')}
        error={state.errors[hours]}
        className="clear-both sm:clear-none"
      >
        {(control) => (
          <Input
            {...control}
            name={hours}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={typed ? typed[hours] : (ownHours ?? '')}
            placeholder={t('asAll', { hours: allHours })}
            className="tabular-nums"
          />
        )}
      </Field>
      {shareable ? (
        <Checkbox
          key={String(ticked)}
          name={shared}
          value="true"
          defaultChecked={ticked}
          label={t('share')}
          className="sm:pt-6.5"
        />
      ) : (
        <p className="flex items-center text-sm text-muted tap sm:pt-6.5">{t('never')}</p>
      )}
    </fieldset>
  );
}

function Meaning({ sharedPrice }: Pick<RulesFormProps, 'sharedPrice'>) {
  const t = useTranslations('adminCache.rules');
  return (
    <div className="mb-2 grid gap-3">
      <p className="max-w-prose text-muted">{t('keptMeans')}</p>
      <p className="max-w-prose text-muted">{t('sharedMeans', { price: sharedPrice })}</p>
      <Alert tone="warn" title={t('privacyTitle')}>
        {t('privacy')}
      </Alert>
    </div>
  );
}

/** How long each tool keeps answers, and whether they serve other people; all of it is saved together or not at all. */
export function RulesForm({ action, rules, allHours, sharedPrice }: RulesFormProps) {
  const t = useTranslations('adminCache.rules');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);
  return (
    <Card id="rules" className="scroll-mt-24">
      <CardHeader title={t('title')} />
      <Meaning sharedPrice={sharedPrice} />
      <form ref={form} action={formAction} noValidate>
        <div className="divide-y divide-line">
          {rules.map((rule) => (
            <Rule key={rule.toolId} rule={rule} state={state} allHours={allHours} />
          ))}
        </div>
        <div className="mt-3 flex flex-col gap-3 sm:flex-row sm:items-center">
          {state.message && (
            <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'} className="min-w-0 flex-1">
              {state.message}
            </Alert>
          )}
          <SubmitButton className="sm:order-first">{t('save')}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
