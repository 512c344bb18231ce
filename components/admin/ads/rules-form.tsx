'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { EMPTY_FORM, typedOf, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { BoxField } from '../box-field';
import { LineField } from '../line-field';
import { LinesField } from '../lines-field';
import { SaveBar } from '../save-bar';
import { useWrongField } from '../use-wrong-field';
import {
  ASSUMED_FIELD,
  COUNTRIES_FIELD,
  countryLines,
  RULED_NETWORKS,
  ruleField,
  type AdRules,
  type RuleNumber,
  type RuledNetwork,
} from './rules-patch';

interface RuleProps {
  id: RuledNetwork;
  label: string;
  rules: AdRules;
  state: FormState;
}

function Cap({
  id,
  label,
  name,
  value,
  className,
  state,
}: Omit<RuleProps, 'rules'> & { name: RuleNumber; value: number; className?: string }) {
  const t = useTranslations('adminAds.rules');
  const field = ruleField(id, name);
  return (
    <LineField
      name={field}
      label={
        <>
          <span aria-hidden>{t(name)}</span>
          <span className="sr-only">{t(`${name}Name`, { network: label })}</span>
        </>
      }
      value={typedOf(state)?.[field] ?? value}
      error={state.errors[field]}
      inputMode="decimal"
      className={className}
    />
  );
}

function Rule({ id, label, rules, state }: RuleProps) {
  const t = useTranslations('adminAds.rules');
  const rule = rules.networks[id];
  const cap = { id, label, state };
  return (
    <fieldset className="grid min-w-0 grid-cols-2 items-start gap-x-6 gap-y-2 py-4 sm:grid-cols-[minmax(0,1fr)_6rem_9rem_9rem]">
      <legend className="float-start w-full font-display text-base font-bold sm:w-auto sm:pt-7.5">{label}</legend>
      <div className="col-span-2 clear-both sm:col-span-1 sm:clear-none">
        <BoxField
          name={ruleField(id, 'enabled')}
          on={rule.enabled}
          label={t('on')}
          state={state}
          className="sm:pt-6.5"
        />
      </div>
      <Cap {...cap} name="dailyCap" value={rule.dailyCap} />
      {'viewsPerDay' in rule && <Cap {...cap} name="viewsPerDay" value={rule.viewsPerDay} />}
      {'share' in rule && (
        <>
          <Cap {...cap} name="maxCredits" value={rule.maxCredits} />
          <Cap {...cap} name="share" value={rule.share} className="sm:col-start-3" />
        </>
      )}
    </fieldset>
  );
}

/** What is believed of a view until a network has told. */
function Assumed({ rules, state }: Pick<RuleProps, 'rules' | 'state'>) {
  const t = useTranslations('adminAds.rules');
  const typed = typedOf(state);
  return (
    <div className="grid items-start gap-5 border-t border-line py-4 sm:grid-cols-2">
      <LineField
        name={ASSUMED_FIELD}
        label={t('assumed')}
        hint={t('assumedHint')}
        value={typed?.[ASSUMED_FIELD] ?? rules.assumedCpmUsd.default}
        error={state.errors[ASSUMED_FIELD]}
        inputMode="decimal"
      />
      <LinesField
        name={COUNTRIES_FIELD}
        label={t('countries')}
        hint={t('countriesHint')}
        lines={typed?.[COUNTRIES_FIELD] ?? countryLines(rules.assumedCpmUsd.countries)}
        error={state.errors[COUNTRIES_FIELD]}
        rows={3}
      />
    </div>
  );
}

interface RulesFormProps {
  action: FormStateAction;
  rules: AdRules;
  labels: Record<RuledNetwork, string>;
}

/** Which networks may be asked, and what one person may have of each; all of it is saved together or not at all. */
export function RulesForm({ action, rules, labels }: RulesFormProps) {
  const t = useTranslations('adminAds.rules');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  return (
    <Card id="rules" className="scroll-mt-24">
      <CardHeader title={t('title')} />
      <p className="-mt-2 mb-2 max-w-prose text-muted">{t('lead')}</p>
      <form ref={form} action={formAction} noValidate>
        <div className="divide-y divide-line">
          {RULED_NETWORKS.map((id) => (
            <Rule key={id} id={id} label={labels[id]} rules={rules} state={state} />
          ))}
        </div>
        <Assumed rules={rules} state={state} />
        <SaveBar state={state} label={t('save')} />
      </form>
    </Card>
  );
}
