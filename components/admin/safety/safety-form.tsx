'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, typedOf, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Select, Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { BoxField } from '../box-field';
import { LinesField } from '../lines-field';
import { SaveBar } from '../save-bar';
import { useWrongField } from '../use-wrong-field';

const LOOKS = ['off', 'list', 'provider'] as const;

export interface SafetyValues {
  before: (typeof LOOKS)[number];
  after: (typeof LOOKS)[number];
  failOpen: boolean;
  terms: readonly string[];
}

function LookField({ name, value, state }: { name: 'before' | 'after'; value: string; state: FormState }) {
  const t = useTranslations('adminSafety');
  return (
    <Field id={name} label={t(name)} hint={t(`${name}Hint`)} error={state.errors[name]}>
      {(control) => (
        // A form that React resets takes a select back to what it was made with: a new value makes a new one.
        <Select {...control} key={value} name={name} defaultValue={value}>
          {LOOKS.map((look) => (
            <option key={look} value={look}>
              {t(`looks.${look}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** When content is looked at, by whom, and the list of terms. */
export function SafetyForm({ action, current }: { action: FormStateAction; current: SafetyValues }) {
  const t = useTranslations('adminSafety');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  const typed = typedOf(state);
  const terms = typed ? (typed.terms ?? '') : current.terms.join('\n');
  return (
    <Card>
      <form ref={form} action={formAction} noValidate className="grid gap-6">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <LookField name="before" value={typed?.before ?? current.before} state={state} />
          <LookField name="after" value={typed?.after ?? current.after} state={state} />
        </div>
        <div className="grid gap-1 border-t border-line pt-4">
          <p className="text-[0.9375rem] text-muted">{t('provider')}</p>
          <BoxField
            name="failOpen"
            on={current.failOpen}
            label={t('failOpen')}
            hint={t('failOpenHint')}
            state={state}
          />
        </div>
        <LinesField
          name="terms"
          label={t('terms')}
          aside={t('termsCount', { count: current.terms.length })}
          hint={t('termsHint')}
          lines={terms}
          error={state.errors.terms}
          rows={8}
          className="max-h-[28rem] min-h-40!"
        />
        <SaveBar state={state} label={t('save')} />
      </form>
    </Card>
  );
}

/** What the rules say of a text; nothing is saved. */
export function TryForm({ action }: { action: FormStateAction }) {
  const t = useTranslations('adminSafety.try');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <Card>
      <h2 className="text-lg">{t('title')}</h2>
      <p className="mb-4 text-muted">{t('lead')}</p>
      <form action={formAction} className="grid gap-4">
        <Field id="text" label={t('text')}>
          {(control) => (
            <Textarea
              {...control}
              name="text"
              rows={3}
              className="min-h-24!"
              maxLength={20_000}
              required
              defaultValue={state.values.text}
            />
          )}
        </Field>
        {state.message && (
          <Alert tone={state.ok ? 'good' : 'warn'} role="status">
            <span className="whitespace-pre-line">{state.message}</span>
          </Alert>
        )}
        <SubmitButton variant="secondary" className="justify-self-start">
          {t('submit')}
        </SubmitButton>
      </form>
    </Card>
  );
}
