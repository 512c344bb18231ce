'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { EMPTY_FORM, typedOf, type FormState, type FormStateAction } from '@/components/ui/form-state';
import type { RecentScores } from '@/lib/risk/types';
import { BoxField } from '../box-field';
import { LineField } from '../line-field';
import { LinesField } from '../lines-field';
import { SaveBar } from '../save-bar';
import { useWrongField } from '../use-wrong-field';
import {
  DOMAINS_FIELD,
  ENABLED_FIELD,
  numberField,
  riskValues,
  THRESHOLDS,
  type NumberRule,
  type RiskRules,
} from './risk-patch';
import { Scale } from './scale';
import { typedThresholds } from './steps';
import { Weights } from './weights';

interface PartProps {
  rules: RiskRules;
  state: FormState;
  /** What number fields begin with. */
  held: Readonly<Record<string, string>>;
}

function NumberInput({ name, state, held }: { name: NumberRule } & Omit<PartProps, 'rules'>) {
  const t = useTranslations('adminRisk');
  const field = numberField(name);
  return (
    <LineField
      name={field}
      label={t(`numbers.${name}.label`)}
      aside={t(`numbers.${name}.unit`)}
      hint={t(`numbers.${name}.hint`)}
      value={held[field] ?? ''}
      error={state.errors[field]}
      inputMode="numeric"
    />
  );
}

/** Domains of throw-away mail beside the built-in ones. */
function Domains({ rules, state }: Omit<PartProps, 'held'>) {
  const t = useTranslations('adminRisk.domains');
  const domains = typedOf(state)?.[DOMAINS_FIELD] ?? rules.disposableDomains.join('\n');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <LinesField
        name={DOMAINS_FIELD}
        label={t('label')}
        aside={t('count', { count: rules.disposableDomains.length })}
        hint={t('hint')}
        lines={domains}
        error={state.errors[DOMAINS_FIELD]}
        rows={4}
        placeholder="example.org"
      />
    </Card>
  );
}

const stringsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

interface RiskFormProps {
  action: FormStateAction;
  rules: RiskRules;
  recent: RecentScores;
}

/** What is done with how many points, and what gives them; all of it is saved together or not at all. */
export function RiskForm({ action, rules, recent }: RiskFormProps) {
  const t = useTranslations('adminRisk');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  // Until an answer comes, what is typed shows what it would lead to.
  const [typing, setTyping] = useState<{ after: FormState; values: Record<string, string> } | null>(null);
  const held = { ...riskValues(rules), ...typedOf(state) };
  const values = typing?.after === state ? { ...held, ...typing.values } : held;
  const thresholds = typedThresholds(values, rules);
  return (
    <form
      ref={form}
      action={formAction}
      onInput={(event) => setTyping({ after: state, values: stringsOf(event.currentTarget) })}
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-5"
    >
      <Card className="grid gap-5">
        <BoxField name={ENABLED_FIELD} on={rules.enabled} label={t('enabled')} hint={t('enabledHint')} state={state} />
        <div className="grid items-start gap-5 border-t border-line pt-5 sm:grid-cols-3">
          {THRESHOLDS.map((name) => (
            <NumberInput key={name} name={name} state={state} held={held} />
          ))}
        </div>
        <Scale thresholds={thresholds} recent={recent} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <NumberInput name="delayHours" state={state} held={held} />
          <NumberInput name="trustDays" state={state} held={held} />
        </div>
      </Card>
      <Card>
        <CardHeader title={t('weights')} />
        <p className="-mt-2 mb-2 max-w-prose text-muted">{t('weightsLead')}</p>
        <Weights rules={rules} state={state} held={held} values={values} thresholds={thresholds} />
      </Card>
      <Domains rules={rules} state={state} />
      <SaveBar state={state} label={t('save')} sticky />
    </form>
  );
}
