'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { EMPTY_FORM, typedOf, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { BoxField } from '../box-field';
import { LineField } from '../line-field';
import { SaveBar } from '../save-bar';
import { useWrongField } from '../use-wrong-field';
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
  const typed = typedOf(state);
  return (
    <fieldset className="grid min-w-0 items-start gap-x-6 gap-y-2 py-4 sm:grid-cols-[minmax(0,1fr)_12rem_11.5rem]">
      <legend className="float-start w-full font-display text-base font-bold sm:w-auto sm:pt-2">{name}</legend>
      <LineField
        name={hours}
        label={t('hours')}
        aside={t('unit')}
        value={typed ? (typed[hours] ?? '') : (ownHours ?? '')}
        error={state.errors[hours]}
        inputMode="decimal"
        placeholder={t('asAll', { hours: allHours })}
        className="clear-both sm:clear-none"
      />
      {shareable ? (
        <BoxField name={shared} on={shares} label={t('share')} state={state} className="sm:pt-6.5" />
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
  const form = useWrongField(state);
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
        <SaveBar state={state} label={t('save')} className="mt-3" />
      </form>
    </Card>
  );
}
