'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { useFormStatus } from 'react-dom';
import { Alert } from '@/components/ui/alert';
import { Button, type ButtonVariant } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import type { CaseDecision } from '@/lib/risk/types';

const VARIANTS: Record<CaseDecision, ButtonVariant> = {
  pay: 'primary',
  refuse: 'danger',
  reverse: 'danger',
  clear: 'secondary',
  confirm: 'danger',
  clear_user: 'quiet',
};

/** Buttons of one form: whichever is pressed sends its word with it, also before any script. */
function Buttons({ decisions }: { decisions: readonly CaseDecision[] }) {
  const t = useTranslations('adminFraud.decide');
  const { pending } = useFormStatus();
  return (
    <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap">
      {decisions.map((decision) => (
        <Button
          key={decision}
          type="submit"
          name="decision"
          value={decision}
          variant={VARIANTS[decision]}
          disabled={pending}
        >
          {t(decision)}
        </Button>
      ))}
    </div>
  );
}

/** What an operator can do about a case, with words where somebody will read them. */
export function DecideCaseForm({
  action,
  id,
  decisions,
}: {
  action: FormStateAction;
  id: string;
  decisions: readonly CaseDecision[];
}) {
  const t = useTranslations('adminFraud.decide');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  if (decisions.length === 0) return null;
  if (state.ok) {
    return (
      <Alert tone="good" role="status">
        {state.message}
      </Alert>
    );
  }
  return (
    <form action={formAction} noValidate className="grid gap-4 border-t border-line pt-4">
      <input type="hidden" name="id" value={id} />
      <Field id={`note-${id}`} label={t('note')} hint={t('noteHint')} error={state.errors.note}>
        {(control) => (
          <Input {...control} name="note" maxLength={500} autoComplete="off" defaultValue={state.values.note} />
        )}
      </Field>
      {state.message && (
        <Alert tone="bad" role="alert">
          {state.message}
        </Alert>
      )}
      <Buttons decisions={decisions} />
      {decisions.includes('clear_user') && <p className="text-sm text-muted">{t('clearUserHint')}</p>}
    </form>
  );
}
